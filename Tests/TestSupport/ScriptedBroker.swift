internal import NIOCore
internal import NIOPosix
package import NIOSSL
internal import Synchronization

/// A server on loopback that answers each request as the test says.
package final class ScriptedBroker: Sendable {
    package struct Request: Sendable {
        package var key: Int16
        package var version: Int16
        package var correlationID: Int32
        /// What follows the correlation id.
        package var rest: [UInt8]
    }

    package enum Answer: Sendable {
        /// A response: the size and the request's correlation id are put in front.
        case body([UInt8])
        /// Bytes as they are.
        case raw([UInt8])
        /// Bytes, then the end of the connection.
        case last([UInt8])
        /// Bytes as they are, one by one.
        case trickle([UInt8])
        case silence
        case close
    }

    private let channel: any Channel
    private let received: Received

    package var port: Int { channel.localAddress?.port ?? 0 }

    /// All requests so far, over all connections.
    package var requests: [Request] { received.all.withLock { $0 } }

    /// - Parameter greeting: what a client is told before it has asked anything.
    package init(
        tls: NIOSSLContext? = nil, greeting: Answer = .silence, _ answer: @escaping @Sendable (Request) -> Answer
    ) async throws {
        let received = Received()
        self.received = received
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptHandler(received: received, greeting: greeting, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    package func stop() async throws { try await channel.close() }

    fileprivate final class Received: Sendable {
        let all = Mutex<[Request]>([])
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let received: ScriptedBroker.Received
    private let greeting: ScriptedBroker.Answer
    private let answer: @Sendable (ScriptedBroker.Request) -> ScriptedBroker.Answer
    private var stream = ByteBuffer()

    init(
        received: ScriptedBroker.Received, greeting: ScriptedBroker.Answer,
        answer: @escaping @Sendable (ScriptedBroker.Request) -> ScriptedBroker.Answer
    ) {
        self.received = received
        self.greeting = greeting
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        reply(greeting, to: 0, context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var chunk = unwrapInboundIn(data)
        stream.writeBuffer(&chunk)
        while var frame = stream.readLengthPrefixedSlice(as: Int32.self),
            let key = frame.readInteger(as: Int16.self), let version = frame.readInteger(as: Int16.self),
            let id = frame.readInteger(as: Int32.self)
        {
            let request = ScriptedBroker.Request(
                key: key, version: version, correlationID: id, rest: Array(frame.readableBytesView))
            received.all.withLock { $0.append(request) }
            reply(answer(request), to: id, context)
        }
    }

    private func reply(_ answer: ScriptedBroker.Answer, to id: Int32, _ context: ChannelHandlerContext) {
        switch answer {
        case .body(let body):
            var frame = ByteBuffer(integer: Int32(body.count + 4))
            frame.writeInteger(id)
            frame.writeBytes(body)
            context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        case .raw(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .last(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            context.close(promise: nil)
        case .trickle(let bytes): trickle(bytes[...], over: context.channel)
        case .silence: break
        case .close: context.close(promise: nil)
        }
    }

    private func trickle(_ bytes: ArraySlice<UInt8>, over channel: any Channel) {
        guard let first = bytes.first, channel.isActive else { return }
        channel.writeAndFlush(ByteBuffer(integer: first), promise: nil)
        let rest = bytes.dropFirst()
        channel.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(1)) { self.trickle(rest, over: channel) }
    }
}
