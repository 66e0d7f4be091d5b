internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// The bytes of a connection: frames out, frames in, each within its time.
struct BrokerChannel: Sendable {
    let broker: BrokerAddress
    let channel: any Channel
    private let fate: ConnectionFate

    /// Connects.
    ///
    /// With TLS the handshake goes on when this returns, and what fails in it fails the first exchange.
    static func open(
        _ broker: BrokerAddress, tls: NIOSSLContext?, largestResponse: Int, within limit: Duration
    ) async throws(WireError) -> BrokerChannel {
        let fate = ConnectionFate()
        let name = "\(broker)"
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(limit))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = channel.pipeline.syncOperations
                    if let tls {
                        try handlers.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: broker.serverName))
                    }
                    try handlers.addHandler(
                        ByteToMessageHandler(FrameDecoder(broker: name, largest: largestResponse)))
                    try handlers.addHandler(ResponseHandler(broker: name, fate: fate))
                }
            }
        do {
            let channel = try await bootstrap.connect(host: broker.host, port: broker.port).get()
            return BrokerChannel(broker: broker, channel: channel, fate: fate)
        } catch {
            throw WireError(connection: error, to: name)
        }
    }

    /// Sends a frame and waits for its response: what follows the correlation id.
    ///
    /// A time-out and the end of the waiting task both end the connection.
    func exchange(_ frame: RequestFrame, within limit: Duration) async throws(WireError) -> WireBytes {
        let promise = channel.eventLoop.makePromise(of: WireBytes.self)
        return try await exchange(
            OutboundRequest(
                bytes: frame.bytes, correlationID: frame.correlationID, name: frame.name, limit: limit,
                reply: .response(promise)),
            promise)
    }

    /// Sends bytes as they are, and waits for the next frame, whichever it is: without its size, from the correlation
    /// id on.
    ///
    /// nil where none comes, because the time is over or because the connection ended. Time that is over does not end
    /// the connection; the end of the waiting task does.
    func exchange(raw bytes: [UInt8], within limit: Duration) async throws(WireError) -> [UInt8]? {
        if let error = fate.error { throw error }
        let promise = channel.eventLoop.makePromise(of: [UInt8]?.self)
        return try await exchange(
            OutboundRequest(
                bytes: bytes, correlationID: RequestFrame.correlationID(in: bytes), name: "raw frame", limit: limit,
                reply: .anything(promise)),
            promise)
    }

    private func exchange<Value: Sendable>(
        _ request: OutboundRequest, _ promise: EventLoopPromise<Value>
    ) async throws(WireError) -> Value {
        do {
            return try await withTaskCancellationHandler {
                // Where the channel is closed already, the write never reaches the handler.
                let written = channel.eventLoop.makePromise(of: Void.self)
                written.futureResult.whenFailure { error in
                    request.fail(fate.settle(WireError(connection: error, to: "\(broker)")))
                }
                channel.writeAndFlush(request, promise: written)
                return try await promise.futureResult.get()
            } onCancel: {
                promise.fail(
                    fate.settle(WireError(.cancelled, at: "\(broker)", "waiting for \(request.name) was cancelled")))
                channel.close(promise: nil)
            }
        } catch {
            throw WireError(connection: error, to: "\(broker)")
        }
    }

    /// Whether nothing can be sent any more.
    var isClosed: Bool { fate.error != nil || !channel.isActive }

    /// Returns when the connection is closed.
    func close() async {
        channel.close(promise: nil)
        do {
            try await channel.closeFuture.get()
        } catch {
            // The close future has no failure: it completes when the channel is gone, however that came.
        }
    }
}

extension BrokerAddress {
    /// The name for TLS to check and to send; nil for an IP address, which is checked as the peer's address.
    fileprivate var serverName: String? {
        do {
            _ = try SocketAddress(ipAddress: host, port: port)
            return nil
        } catch {
            return host
        }
    }
}
