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
    func exchange(_ frame: RequestFrame, within limit: Duration) async throws(WireError) -> ArraySlice<UInt8> {
        let promise = channel.eventLoop.makePromise(of: ArraySlice<UInt8>.self)
        let request = OutboundRequest(
            bytes: frame.bytes, correlationID: frame.correlationID, name: frame.name, limit: limit, response: promise)
        do {
            return try await withTaskCancellationHandler {
                // Where the channel is closed already, the write never reaches the handler.
                let written = channel.eventLoop.makePromise(of: Void.self)
                written.futureResult.whenFailure { error in
                    promise.fail(fate.settle(WireError(connection: error, to: "\(broker)")))
                }
                channel.writeAndFlush(request, promise: written)
                return try await promise.futureResult.get()
            } onCancel: {
                promise.fail(
                    fate.settle(WireError(.cancelled, at: "\(broker)", "waiting for \(frame.name) was cancelled")))
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
