internal import KafkaWire
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// What a port of a node speaks.
package enum LabListenerKind: String, Hashable, Sendable, CaseIterable {
    case plaintext = "PLAINTEXT"
    case tls = "SSL"
    case saslPlaintext = "SASL_PLAINTEXT"
    case saslTLS = "SASL_SSL"

    /// Whether clients have to log in.
    var asksForLogin: Bool { self == .saslPlaintext || self == .saslTLS }

    var isEncrypted: Bool { self == .tls || self == .saslTLS }
}

/// Opens a port of a node; to be called on the cluster's loop.
enum LabListener {
    /// Below the ports that systems give to connections: so nobody gets a node's port by chance while it is down.
    private static let free = 20_000..<32_000

    /// Opens a port that nobody has.
    static func openAnywhere(
        _ kind: LabListenerKind, of node: LabNode, in cluster: ClusterState, attempts: Int = 50
    ) -> EventLoopFuture<any Channel> {
        // Not by the seed: two clusters with the same one would want the same ports.
        let opened = open(kind, of: node, port: .random(in: free), in: cluster)
        guard attempts > 1 else { return opened }
        let bound = NIOLoopBound((cluster, node), eventLoop: cluster.loop)
        return opened.flatMapError { _ in
            openAnywhere(kind, of: bound.value.1, in: bound.value.0, attempts: attempts - 1)
        }
    }

    /// Opens the port that a node had, again for up to five seconds while somebody has it.
    ///
    /// A process that is just being started holds copies of all of its parent's sockets for a moment.
    static func reopen(
        _ kind: LabListenerKind, of node: LabNode, port: Int, in cluster: ClusterState, attempts: Int = 100
    ) -> EventLoopFuture<any Channel> {
        let opened = open(kind, of: node, port: port, in: cluster)
        guard attempts > 1 else { return opened }
        let bound = NIOLoopBound((cluster, node), eventLoop: cluster.loop)
        return opened.flatMapError { _ in
            bound.value.0.loop.flatScheduleTask(in: .milliseconds(50)) {
                let (cluster, node) = bound.value
                return reopen(kind, of: node, port: port, in: cluster, attempts: attempts - 1)
            }.futureResult
        }
    }

    static func open(
        _ kind: LabListenerKind, of node: LabNode, port: Int, in cluster: ClusterState
    ) -> EventLoopFuture<any Channel> {
        // The cluster's state never leaves its loop: every channel is on the same one.
        let bound = NIOLoopBound((cluster, node), eventLoop: cluster.loop)
        let host = cluster.settings.host
        let largest = cluster.settings.largestRequest
        let tls: NIOSSLContext?
        do {
            tls = kind.isEncrypted ? try cluster.identity().context : nil
        } catch {
            return cluster.loop.makeFailedFuture(error)
        }
        return ServerBootstrap(group: cluster.loop)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: 4 << 20))
            .childChannelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 8192, maximum: 1 << 20)
            )
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.closeInChildren() }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.closeInChildren()
                    let (cluster, node) = bound.value
                    let handlers = channel.pipeline.syncOperations
                    if let tls { try handlers.addHandler(NIOSSLServerHandler(context: tls)) }
                    try handlers.addHandler(ByteToMessageHandler(LabFrameDecoder(largest: largest)))
                    try handlers.addHandler(LabConnection(cluster: cluster, node: node, listener: kind))
                }
            }
            .bind(host: host, port: port)
            .flatMapErrorThrowing { error in
                throw LabPortError(port: port, words: (error as? IOError)?.words ?? "\(error)")
            }
    }
}

/// Why a port cannot be opened.
struct LabPortError: Error, CustomStringConvertible {
    let port: Int
    let words: String

    var description: String { "port \(port): \(words)" }
}
