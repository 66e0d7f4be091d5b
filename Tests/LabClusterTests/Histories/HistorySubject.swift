import KafkaWire
import Synchronization
import TestSupport

@testable import LabCluster

/// A cluster that histories are tried on, with connections that one history leaves to the next.
actor HistorySubject {
    /// nil for a cluster that is no lab.
    nonisolated let lab: LabCluster?
    nonisolated let scope: HistoryScope
    private let settings: WireSettings
    private var addresses: [Int32: BrokerAddress] = [:]
    private var connections: [Lane: BrokerConnection] = [:]

    /// Requests of one lane are answered one after the other.
    private struct Lane: Hashable {
        let node: Int32
        let number: Int
    }

    private init(lab: LabCluster?, bootstrap: String, scope: HistoryScope) async throws {
        self.lab = lab
        self.scope = scope
        settings = try WireSettings(properties: ["bootstrap.servers": bootstrap])
        let first = try await BrokerConnection.connect(to: settings.bootstrap[0], settings: settings)
        for broker in try await first.send(MetadataRequest { $0.topics = [] }).brokers {
            addresses[broker.nodeID] = BrokerAddress(host: broker.host, port: Int(broker.port))
        }
        // The coordinators' logs come with the first questions.
        for kind in [Int8(0), 1] {
            _ = try await first.send(
                FindCoordinatorRequest {
                    $0.keyType = kind
                    $0.coordinatorKeys = ["first"]
                })
        }
        await first.close()
    }

    /// A lab of three nodes.
    ///
    /// - Parameter lags: whether followers have what leaders have only when a history says so.
    static func lab(lags: Bool = false, defects: [DefectSetting] = []) async throws -> HistorySubject {
        var settings = LabSettings()
        settings.nodes = 3
        settings.seed = 1
        settings.defects = defects
        // Nothing happens by itself.
        (settings.retentionInterval, settings.cleaningInterval) = (.seconds(86_400), .seconds(86_400))
        if lags { settings.replicationDelay = .seconds(86_400) }
        let lab = try await LabCluster.start(settings)
        return try await HistorySubject(
            lab: lab, bootstrap: try await lab.bootstrap, scope: HistoryScope(nodes: 3, lags: lags))
    }

    /// A cluster of Apache Kafka, whose nodes and time are left alone.
    static func kafka(_ bootstrap: String) async throws -> HistorySubject {
        try await HistorySubject(
            lab: nil, bootstrap: bootstrap, scope: HistoryScope(members: false, movesTime: false))
    }

    func end() async {
        for connection in connections.values { await connection.close() }
        connections = [:]
        await lab?.stop()
    }

    nonisolated var replicas: Int16 { lab == nil ? 1 : 3 }

    var anyNode: Int32 {
        get async throws {
            guard let lab else { return addresses.keys.min() ?? 0 }
            return try await lab.onLoop { $0.liveNodes.first?.id ?? 0 }
        }
    }

    func connection(to node: Int32, lane: Int = 0) async throws -> BrokerConnection {
        let lane = Lane(node: node, number: lane)
        if let open = connections[lane], !open.isClosed { return open }
        guard let address = addresses[node] else { throw HistoryFault("nobody knows node \(node)") }
        let connection = try await BrokerConnection.connect(to: address, settings: settings)
        connections[lane] = connection
        return connection
    }

    /// A node is gone: what was connected to it may not have heard of that yet.
    func drop(node: Int32) async {
        for lane in connections.keys where lane.node == node { await drop(node: node, lane: lane.number) }
    }

    /// A connection that lost its use: requests wait on it.
    func drop(node: Int32, lane: Int) async {
        await connections.removeValue(forKey: Lane(node: node, number: lane))?.close()
    }
}

/// What a cluster did otherwise than the model.
struct HistoryFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// An answer that is under way.
final class PendingAnswer<Response: Sendable>: Sendable {
    private let task: Task<Response, any Error>
    private let isOver: ProgressFlag

    init(_ send: @escaping @Sendable () async throws -> Response) {
        let isOver = ProgressFlag()
        self.isOver = isOver
        task = Task {
            defer { isOver.raise() }
            return try await send()
        }
    }

    var isThere: Bool { isOver.isRaised }

    var value: Response {
        get async throws { try await task.value }
    }
}

/// Whether something is over, for other tasks to see.
private final class ProgressFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }

    func raise() { flag.store(true, ordering: .releasing) }
}
