/// One record of a log.
package struct WireRecord: Hashable, Sendable {
    package struct Header: Hashable, Sendable {
        /// Read leniently: bytes that are no UTF-8 come as replacement characters, as in Kafka's own clients.
        package var name: String
        package var value: [UInt8]?

        package init(name: String, value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    /// Where it stands in its partition's log; -1 before it was written, and its place in the batch then counts.
    package var offset: Int64 = -1
    /// Milliseconds since 1970; -1 for none.
    package var timestamp: Int64
    package var key: [UInt8]?
    package var value: [UInt8]?
    package var headers: [Header]

    package init(key: [UInt8]? = nil, value: [UInt8]?, timestamp: Int64 = -1, headers: [Header] = []) {
        self.key = key
        self.value = value
        self.timestamp = timestamp
        self.headers = headers
    }
}

/// What the records of a batch count from.
struct RecordBase: Sendable {
    var offset: Int64
    var timestamp: Int64
}

extension WireRecord {
    /// Length, attributes, the two deltas, two lengths and the count of headers: a byte each at least.
    static let smallest = 7

    /// Writes the record with its length in front.
    func write(to writer: inout WireWriter, place index: Int, base: RecordBase) throws(WireError) {
        var body = WireWriter(version: 2, isFlexible: false)
        body.write(Int8(0))  // attributes: none are defined
        let (timestampDelta, overflows) = timestamp.subtractingReportingOverflow(base.timestamp)
        guard !overflows else { throw .unwritable("record \(index) has the timestamp \(timestamp)") }
        body.writeVarlong(timestampDelta)
        let (offsetDelta, isTooFar) =
            offset < 0 ? (Int64(index), false) : offset.subtractingReportingOverflow(base.offset)
        guard !isTooFar, let offsetDelta = Int32(exactly: offsetDelta), offsetDelta >= 0 else {
            throw .unwritable("record \(index) has the offset \(offset) in a batch that begins at \(base.offset)")
        }
        body.writeVarint(offsetDelta)
        try body.writeVariableBytes(key)
        try body.writeVariableBytes(value)
        body.writeVarint(try WireWriter.length(headers.count))
        for header in headers {
            try body.writeVariableBytes(Array(header.name.utf8))
            try body.writeVariableBytes(header.value)
        }
        writer.writeVarint(try WireWriter.length(body.bytes.count))
        writer.append(body.bytes)
    }

    /// Reads one record and its length.
    /// - Parameter lastDelta: the highest offset, from the base, that the batch has.
    init(from reader: inout WireReader, base: RecordBase, lastDelta: Int32) throws(WireError) {
        let length = Int(try reader.varint("record length"))
        var body = reader.beginning(with: try reader.take(length, "record"))
        _ = try body.int8("record attributes")
        let timestampDelta = try body.varlong("timestampDelta")
        let (timestamp, overflows) = base.timestamp.addingReportingOverflow(timestampDelta)
        guard !overflows else { throw body.fault("timestampDelta", "is \(timestampDelta) after \(base.timestamp)") }
        let offsetDelta = try body.varint("offsetDelta")
        guard 0 <= offsetDelta, offsetDelta <= lastDelta else {
            throw body.fault("offsetDelta", "is \(offsetDelta), where lastOffsetDelta is \(lastDelta)")
        }
        let key = try body.variableBytes("key").map(Array.init)
        let value = try body.variableBytes("value").map(Array.init)
        self.init(key: key, value: value, timestamp: timestamp)
        offset = base.offset + Int64(offsetDelta)
        let count = Int(try body.varint("headers"))
        // A header is two lengths at least.
        guard 0 <= count, count <= body.remaining / 2 else {
            throw body.fault("headers", "claims \(count), and \(body.remaining) bytes are left")
        }
        for _ in 0..<count {
            guard let name = try body.variableBytes("header name") else {
                throw body.fault("header name", "is null, and may not be")
            }
            let text = String(decoding: name, as: UTF8.self)
            headers.append(Header(name: text, value: try body.variableBytes("header value").map(Array.init)))
        }
        try body.expectEnd()
    }
}

extension WireReader {
    /// Bytes behind a zigzag length, as records have them; -1 is null.
    fileprivate mutating func variableBytes(_ field: String) throws(WireError) -> WireBytes? {
        let length = Int(try varint(field))
        return length == -1 ? nil : try take(length, field)
    }
}

extension WireWriter {
    fileprivate mutating func writeVariableBytes(_ value: [UInt8]?) throws(WireError) {
        guard let value else { return writeVarint(-1) }
        writeVarint(try WireWriter.length(value.count))
        append(value)
    }

    fileprivate static func length(_ count: Int) throws(WireError) -> Int32 {
        guard let length = Int32(exactly: count) else { throw .unwritable("\(count) bytes are too many for a record") }
        return length
    }
}

extension WireError {
    /// A record or batch that the format has no place for; the caller made it so.
    static func unwritable(_ what: String) -> WireError {
        WireError(.settings, at: "record batch to be written", what)
    }
}
