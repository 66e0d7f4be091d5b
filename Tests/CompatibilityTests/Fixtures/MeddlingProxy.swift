import NIOCore
import NIOPosix
import TestSupport

@testable import KafkaWire

/// Stands between a client and a cluster of one broker, and alters the answers: numbers become the largest there are,
/// the smallest, or any.
///
/// The client stays with it: where an answer tells where a broker listens, it tells where the proxy does.
final class MeddlingProxy: Sendable {
    private let channel: any Channel

    var bootstrap: String { "127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    /// - Parameters:
    ///   - port: where the broker listens on loopback.
    ///   - share: how many of the answers are altered, from 0 to 1.
    init(of port: Int, altering share: Double, seed: UInt64) async throws {
        let meddler = Meddler(share: share, seed: seed)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { client in
                client.eventLoop.makeCompletedFuture {
                    let proxyPort = client.localAddress?.port ?? 0
                    try client.pipeline.syncOperations.addHandler(
                        ClientSide(upstream: port, proxyPort: Int32(proxyPort), meddler: meddler))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws { try await channel.close() }
}

/// What is done to answers.
private struct Meddler: Sendable {
    let share: Double
    let seed: UInt64

    /// The body of an answer, from behind the correlation id.
    func altered(
        _ body: [UInt8], key: Int16, version: Int16, proxyPort: Int32, _ generator: inout SplitMix
    ) throws -> [UInt8] {
        switch key {
        case ApiVersionsRequest.api.key: return body
        case MetadataRequest.api.key:
            return try edited(MetadataRequest.self, body, version) { answer in
                for index in answer.brokers.indices { answer.brokers[index].port = proxyPort }
            }
        case FindCoordinatorRequest.api.key:
            return try edited(FindCoordinatorRequest.self, body, version) { answer in
                answer.port = proxyPort
                for index in answer.coordinators.indices { answer.coordinators[index].port = proxyPort }
            }
        default:
            guard Double.random(in: 0..<1, using: &generator) < share else { return body }
            return withOtherNumbers(body, &generator)
        }
    }

    private func edited<Asked: WireRequest>(
        _ type: Asked.Type, _ body: [UInt8], _ version: Int16, _ edit: (inout Asked.Response) -> Void
    ) throws -> [UInt8] {
        var answer = try Asked.decode(body[...], version: version, from: "upstream")
        edit(&answer)
        let tags: [UInt8] = Asked.api.responseHeaderHasTags(version) ? [0] : []
        return tags + answer.encoded(version: version, isFlexible: Asked.api.isFlexible(version))
    }

    private func withOtherNumbers(_ body: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
        var body = body
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let width = [1, 2, 4, 8].randomElement(using: &generator) ?? 1
            guard body.count >= width else { continue }
            let place = Int.random(in: 0...(body.count - width), using: &generator)
            let first: UInt8 = [0x7f, 0x80, 0xff, 0x00].randomElement(using: &generator) ?? 0
            let rest: UInt8 = [0x80, 0x00].contains(first) ? 0 : 0xff
            let isRandom = Bool.random(using: &generator)
            for index in 0..<width {
                body[place + index] =
                    isRandom ? .random(in: 0...255, using: &generator) : index == 0 ? first : rest
            }
        }
        return body
    }
}

private final class ClientSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let port: Int
    private let proxyPort: Int32
    private let meddler: Meddler
    private var fromClient = ByteBuffer()
    private var fromBroker = ByteBuffer()
    /// Bytes of requests that came before the broker was there.
    private var waiting = ByteBuffer()
    private var upstream: (any Channel)?
    private var asked: [Int32: (key: Int16, version: Int16)] = [:]
    private var generator: SplitMix

    init(upstream port: Int, proxyPort: Int32, meddler: Meddler) {
        self.port = port
        self.proxyPort = proxyPort
        self.meddler = meddler
        generator = SplitMix(state: meddler.seed)
    }

    func channelActive(context: ChannelHandlerContext) {
        let client = context.channel
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { broker in
                broker.eventLoop.makeCompletedFuture {
                    try broker.pipeline.syncOperations.addHandler(BrokerSide(client: client, owner: bound.value))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .whenComplete { result in
                switch result {
                case .success(let broker): bound.value.connected(broker)
                case .failure: client.close(promise: nil)
                }
            }
    }

    private func connected(_ broker: any Channel) {
        upstream = broker
        if waiting.readableBytes > 0 { broker.writeAndFlush(waiting, promise: nil) }
        waiting.clear()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let chunk = unwrapInboundIn(data)
        fromClient.writeImmutableBuffer(chunk)
        while var frame = fromClient.readLengthPrefixedSlice(as: Int32.self) {
            guard let key = frame.readInteger(as: Int16.self), let version = frame.readInteger(as: Int16.self),
                let id = frame.readInteger(as: Int32.self)
            else { continue }
            asked[id] = (key, version)
        }
        fromClient.discardReadBytes()
        if let upstream { upstream.writeAndFlush(chunk, promise: nil) } else { waiting.writeImmutableBuffer(chunk) }
    }

    func channelInactive(context: ChannelHandlerContext) { upstream?.close(promise: nil) }

    /// Answers of the broker go on to the client, altered.
    fileprivate func answered(_ chunk: ByteBuffer, to client: any Channel) {
        fromBroker.writeImmutableBuffer(chunk)
        while var frame = fromBroker.readLengthPrefixedSlice(as: Int32.self) {
            guard let id = frame.readInteger(as: Int32.self) else { continue }
            var body = Array(frame.readableBytesView)
            if let (key, version) = asked.removeValue(forKey: id) {
                do {
                    body = try meddler.altered(
                        body, key: key, version: version, proxyPort: proxyPort, &generator)
                } catch {
                    // An answer in a version that this client has not: as the broker gave it.
                }
            }
            var out = ByteBuffer(integer: Int32(body.count + 4))
            out.writeInteger(id)
            out.writeBytes(body)
            client.writeAndFlush(out, promise: nil)
        }
        fromBroker.discardReadBytes()
    }
}

private final class BrokerSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private let owner: ClientSide

    init(client: any Channel, owner: ClientSide) {
        self.client = client
        self.owner = owner
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { owner.answered(unwrapInboundIn(data), to: client) }
    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}

/// Seeded: SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
