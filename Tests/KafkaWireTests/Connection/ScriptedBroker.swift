internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

@testable import KafkaWire

/// A server on loopback that answers each request as the test says.
final class ScriptedBroker: Sendable {
    struct Request: Sendable {
        var key: Int16
        var version: Int16
        var correlationID: Int32
        /// What follows the correlation id.
        var rest: [UInt8]
    }

    enum Answer: Sendable {
        /// A response: the size and the request's correlation id are put in front.
        case body([UInt8])
        /// Bytes as they are.
        case raw([UInt8])
        /// Bytes, then the end of the connection.
        case last([UInt8])
        case silence
        case close
    }

    /// An ApiVersions response, version 3, that offers what this client asks for.
    static let versions = Answer.body(
        hex("0000 07 0001 0004 000c 00 0002 0001 0007 00 0003 0004 000c 00 0011 0001 0001 00")
            + hex("0012 0000 0003 00 0024 0000 0002 00 00000000 00"))

    private let channel: any Channel
    private let received: Received

    var address: BrokerAddress { BrokerAddress(host: "127.0.0.1", port: channel.localAddress?.port ?? 0) }

    /// All requests so far, over all connections.
    var requests: [Request] { received.all.withLock { $0 } }

    init(tls: NIOSSLContext? = nil, _ answer: @escaping @Sendable (Request) -> Answer) async throws {
        let received = Received()
        self.received = received
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(ScriptHandler(received: received, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws { try await channel.close() }

    fileprivate final class Received: Sendable {
        let all = Mutex<[Request]>([])
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let received: ScriptedBroker.Received
    private let answer: @Sendable (ScriptedBroker.Request) -> ScriptedBroker.Answer
    private var stream = ByteBuffer()

    init(
        received: ScriptedBroker.Received,
        answer: @escaping @Sendable (ScriptedBroker.Request) -> ScriptedBroker.Answer
    ) {
        self.received = received
        self.answer = answer
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
            reply(answer(request), to: request, context)
        }
    }

    private func reply(
        _ answer: ScriptedBroker.Answer, to request: ScriptedBroker.Request, _ context: ChannelHandlerContext
    ) {
        switch answer {
        case .body(let body):
            var writer = WireWriter(version: 0, isFlexible: false)
            writer.write(Int32(body.count + 4))
            writer.write(request.correlationID)
            writer.append(body)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: writer.bytes)), promise: nil)
        case .raw(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .last(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            context.close(promise: nil)
        case .silence: break
        case .close: context.close(promise: nil)
        }
    }
}
