internal import KafkaWire

/// Connections of one probe, one for each broker, opened when they are first needed.
///
/// A connection that ended is replaced. `close()` when the probe is done.
actor BrokerPool {
    private let settings: WireSettings
    private var connections: [BrokerAddress: BrokerConnection] = [:]
    /// Where the brokers listen, by their ids; as of the last look at the metadata.
    private var addresses: [Int32: BrokerAddress] = [:]
    private var isClosed = false

    init(_ settings: WireSettings) {
        self.settings = settings
    }

    /// The first bootstrap server that lets us in.
    func any() async throws(WireError) -> BrokerConnection {
        var last = WireError(.unreachable, at: "bootstrap.servers", "it names no broker")
        for address in settings.bootstrap {
            do {
                return try await connection(to: address)
            } catch {
                last = error
            }
        }
        throw last
    }

    func broker(_ id: Int32) async throws(WireError) -> BrokerConnection {
        if addresses[id] == nil { try await learn(from: try await metadata(MetadataRequest(topics: [], version: 4))) }
        guard let address = addresses[id] else {
            throw WireError(.unreachable, at: "broker \(id)", "the metadata names no such broker")
        }
        return try await connection(to: address)
    }

    /// Asks any broker, and takes in where the brokers are.
    func metadata(_ request: MetadataRequest) async throws(WireError) -> MetadataResponse {
        let response = try await any().send(request, version: MetadataRequest.api.portable)
        try await learn(from: response)
        return response
    }

    private func learn(from response: MetadataResponse) async throws(WireError) {
        addresses = try response.addresses(place: "metadata")
    }

    func connection(to address: BrokerAddress) async throws(WireError) -> BrokerConnection {
        if let open = connections[address], !open.isClosed { return open }
        let connection = try await BrokerConnection.connect(to: address, settings: settings)
        if isClosed {
            await connection.close()
            throw WireError(.cancelled, at: "\(address)", "the probe is over")
        }
        if let other = connections[address], !other.isClosed {
            await connection.close()
            return other
        }
        connections[address] = connection
        return connection
    }

    func close() async {
        isClosed = true
        for connection in connections.values { await connection.close() }
        connections = [:]
    }
}
