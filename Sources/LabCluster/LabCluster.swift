internal import KafkaWire
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A cluster in this process, on loopback ports, that does as Apache Kafka does.
///
/// An instrument for demo, tests and learning, and no broker for anybody's data. One event loop owns everything in it;
/// this is the handle from outside. To be ended with `stop()`.
package final class LabCluster: Sendable {
    let group: MultiThreadedEventLoopGroup
    let state: NIOLoopBound<ClusterState>
    private let isEnded = Atomic(false)

    /// Whether nobody has ended it before.
    func endsNow() -> Bool { !isEnded.exchange(true, ordering: .relaxed) }

    init(group: MultiThreadedEventLoopGroup, state: NIOLoopBound<ClusterState>) {
        self.group = group
        self.state = state
    }

    /// Starts all nodes; throws where a port is taken.
    package static func start(_ settings: LabSettings = LabSettings()) async throws -> LabCluster {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let state = try await loop.submit {
            NIOLoopBound(ClusterState(settings, loop: loop), eventLoop: loop)
        }.get()
        let cluster = LabCluster(group: group, state: state)
        do {
            try await loop.flatSubmit { state.value.openListeners() }.get()
            try await loop.submit { state.value.beginSweeping() }.get()
        } catch {
            await cluster.stop()
            throw error
        }
        return cluster
    }

    /// Where clients begin: `127.0.0.1:41233,127.0.0.1:41234`.
    package var bootstrap: String {
        get async throws { try await bootstrap(of: .plaintext) }
    }

    /// Where clients of a listener begin; empty where there is no such listener.
    package func bootstrap(of listener: LabListenerKind) async throws -> String {
        try await onLoop { $0.bootstrap(listener) }
    }

    /// The file with the authority's certificate that clients with TLS have to trust; nil where no port has TLS.
    package var authorityFile: String? {
        get async throws { try await onLoop { $0.authorityFile } }
    }

    /// A node that is not there.
    package struct NoSuchNode: Error, CustomStringConvertible {
        package let id: Int32

        package var description: String { "no node of the cluster has the id \(id)" }
    }

    /// Stops a node in good order: its partitions get other leaders first.
    package func stopNode(_ id: Int32) async throws { try await end(id, .stopped) }

    /// Kills a node: what only it had of the records that were acknowledged with acks=1 is lost.
    package func killNode(_ id: Int32) async throws { try await end(id, .killed) }

    /// Starts a node again, at its old ports, with what it had.
    package func startNode(_ id: Int32) async throws {
        try await onNode(id) { $0.begin($1) }
    }

    /// Replaces a node by one with an empty disk, which copies what it is to have.
    package func replaceNode(_ id: Int32) async throws {
        try await onNode(id) { $0.replace($1) }
    }

    /// What a node still has to copy before it is in sync again with every leader.
    package func backlog(ofNode id: Int32) async throws -> CopyBacklog {
        try await onLoop { state in
            let node = try Self.node(id, of: state)
            let missing = state.topics.partitions.filter { $0.replicas.contains(id) && !$0.inSync.contains(id) }
            let bytes = missing.reduce(0) { $0 + $1.log.size }
            return CopyBacklog(partitions: missing.count, bytes: bytes - (node.copied?.bytes ?? 0))
        }
    }

    private func end(_ id: Int32, _ how: NodeEnd) async throws {
        try await onLoop { $0.end(try Self.node(id, of: $0), how) }
    }

    private func onNode(
        _ id: Int32, _ body: @escaping @Sendable (ClusterState, LabNode) -> EventLoopFuture<Void>
    ) async throws {
        let (loop, state) = (group.next(), state)
        try await loop.flatSubmit {
            do {
                return body(state.value, try Self.node(id, of: state.value))
            } catch {
                return loop.makeFailedFuture(error)
            }
        }.get()
    }

    private static func node(_ id: Int32, of state: ClusterState) throws -> LabNode {
        guard let node = state.node(id) else { throw NoSuchNode(id: id) }
        return node
    }

    /// Switches these defects on and all others off, from the next request on.
    package func setDefects(_ settings: [DefectSetting]) async throws {
        try await onLoop { $0.defects.set(settings) }
    }

    /// How often each defect struck since it was switched on, by its id.
    package var strikes: [String: Int] {
        get async throws { try await onLoop { $0.defects.strikes } }
    }

    /// Ends all connections and listeners, and removes what the cluster has on disk.
    package func stop() async {
        guard endsNow() else { return }
        do {
            let state = state
            try await group.next().flatSubmit { state.value.close() }.get()
            try await group.shutdownGracefully()
        } catch {
            // What is left ends with the process.
        }
    }

    /// Does something with the cluster's state where it lives.
    func onLoop<Value: Sendable>(_ body: @escaping @Sendable (ClusterState) throws -> Value) async throws -> Value {
        let state = state
        return try await group.next().submit { try body(state.value) }.get()
    }
}
