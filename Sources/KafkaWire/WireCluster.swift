internal import NIOSSL

/// A cluster as its protocol shows it.
///
/// Holds no connection; each call opens what it needs and closes it.
package struct WireCluster: Sendable {
    package let settings: WireSettings
    private let tls: NIOSSLContext?

    /// Reads the files that the settings name; connects to nothing.
    package init(_ settings: WireSettings) throws(WireError) {
        self.settings = settings
        tls = try settings.tls?.makeContext()
    }

    /// The brokers and topics as the first broker that answers tells them; nil: all topics that this user may see.
    package func metadata(
        topics: [String]? = nil, within limit: Duration = .seconds(30)
    ) async throws(WireError) -> MetadataResponse {
        try await withAnyBroker(by: Deadline(in: limit)) { (connection, deadline) throws(WireError) in
            let version = try connection.version(of: MetadataRequest.api)
            return try await connection.send(
                MetadataRequest(topics: topics, version: version),
                within: deadline.earlier(of: settings.requestLimit))
        }
    }

    /// Connects to the first bootstrap server that lets us in.
    ///
    /// A refused login is not tried on the next: it would only be refused again, and count towards a lock-out.
    func withAnyBroker<Value>(
        by deadline: Deadline, _ body: (BrokerConnection, Deadline) async throws(WireError) -> Value
    ) async throws(WireError) -> Value {
        var last = WireError(.settings, at: "bootstrap.servers", "it names no broker", remedy: "Write host:port")
        for broker in settings.bootstrap {
            do {
                return try await withBroker(broker, by: deadline, body)
            } catch {
                guard [.unreachable, .closed, .timedOut].contains(error.kind), !deadline.isOver else { throw error }
                last = error
            }
        }
        throw last
    }

    /// Connects, calls `body`, and closes, whatever comes of it.
    func withBroker<Value>(
        _ broker: BrokerAddress, by deadline: Deadline,
        _ body: (BrokerConnection, Deadline) async throws(WireError) -> Value
    ) async throws(WireError) -> Value {
        let connection = try await BrokerConnection.connect(
            to: broker, settings: settings, tls: tls, within: deadline.earlier(of: settings.connectLimit))
        do {
            let value = try await body(connection, deadline)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}
