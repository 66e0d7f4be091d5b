// Views of messages that several callers want.

extension ApiVersionsResponse {
    /// Lowest to highest version by API key; of a key that is named twice, the first.
    package var ranges: [Int16: ClosedRange<Int16>] {
        Dictionary(apiKeys.filter { $0.minVersion <= $0.maxVersion }.map { ($0.apiKey, $0.minVersion...$0.maxVersion) })
        {
            first, _ in first
        }
    }
}

extension MetadataResponse {
    /// Where the brokers listen, by their ids.
    package func addresses(place: String) throws(WireError) -> [Int32: BrokerAddress] {
        var addresses: [Int32: BrokerAddress] = [:]
        for broker in brokers {
            guard !broker.host.isEmpty, (1...65535).contains(broker.port) else {
                throw .malformed(
                    at: place,
                    "broker \(broker.nodeID) is at port \(broker.port) of the host '\(broker.host)': nobody can connect there"
                )
            }
            addresses[broker.nodeID] = BrokerAddress(host: broker.host, port: Int(broker.port))
        }
        return addresses
    }
}
