/// Asks one broker, over a plain connection, how many brokers it knows to be alive.
///
/// One hand-made Metadata request, version 1: waiting for a broker with Kafka's own tools would start a Java virtual
/// machine for each question.
enum MetadataProbe {
    static func brokerCount(port: Int, within limit: Duration) throws -> Int {
        var body: [UInt8] = []
        body += bigEndian(Int16(3))  // Metadata
        body += bigEndian(Int16(1))  // its version
        body += bigEndian(Int32(1))  // correlation id
        body += bigEndian(Int16(-1))  // no client id
        body += bigEndian(Int32(0))  // no topics
        let request = bigEndian(Int32(body.count)) + body
        // Size, correlation id, then the length of the array of brokers.
        let answer = try Loopback.exchange(request, port: port, reading: 12, within: limit)
        return answer[8..<12].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
