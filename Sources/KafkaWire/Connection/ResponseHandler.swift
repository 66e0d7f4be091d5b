internal import NIOCore
internal import Quantities
internal import Synchronization

/// A request on its way to the socket, and who waits for its response.
struct OutboundRequest: Sendable {
    var bytes: [UInt8]
    var correlationID: Int32
    /// `Fetch v12`, for errors.
    var name: String
    var limit: Duration
    /// Gets what follows the correlation id.
    var response: EventLoopPromise<ArraySlice<UInt8>>
}

/// Why a connection is of no more use; set once, by whoever knows first.
final class ConnectionFate: Sendable {
    private let first = Mutex<WireError?>(nil)

    var error: WireError? { first.withLock { $0 } }

    /// Returns the error that holds: an earlier one, or this.
    func settle(_ error: WireError) -> WireError {
        first.withLock { first in
            let holds = first ?? error
            first = holds
            return holds
        }
    }
}

/// Matches responses with requests, in the order that Kafka keeps.
///
/// Anything that is not as it should be, a time-out among them, ends the connection: what comes after it could not be
/// told apart. Runs on the channel's event loop.
final class ResponseHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = OutboundRequest
    typealias OutboundOut = ByteBuffer

    private struct Waiting {
        var request: OutboundRequest
        var timeout: Scheduled<Void>
    }

    private let broker: String
    private let fate: ConnectionFate
    private var waiting: CircularBuffer<Waiting> = []

    init(broker: String, fate: ConnectionFate) {
        self.broker = broker
        self.fate = fate
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let request = unwrapOutboundIn(data)
        if let error = fate.error {
            request.response.fail(error)
            promise?.fail(error)
            return
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let timeout = context.eventLoop.scheduleTask(in: TimeAmount(request.limit)) {
            let (handler, context) = bound.value
            handler.end(context, handler.timedOut(request))
        }
        waiting.append(Waiting(request: request, timeout: timeout))
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: request.bytes)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The decoder lets no frame through that has no room for a correlation id.
        var frame = unwrapInboundIn(data)
        guard fate.error == nil, let id = frame.readInteger(as: Int32.self) else { return }
        guard let next = waiting.first, next.request.correlationID == id else {
            let expected = waiting.first.map { "\($0.request.correlationID) is due" } ?? "none is due"
            end(context, .malformed(at: broker, "a response has the correlation id \(id), and \(expected)"))
            return
        }
        waiting.removeFirst()
        next.timeout.cancel()
        next.request.response.succeed(Array(frame.readableBytesView)[...])
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(context, WireError(connection: error, to: broker))
    }

    func channelInactive(context: ChannelHandlerContext) {
        let during = waiting.first.map { " while a \($0.request.name) response was due" } ?? ""
        end(
            context,
            WireError(
                .closed, at: broker, "the broker closed the connection\(during)",
                remedy: "Check that security.protocol is what the listener speaks, and the broker's log"))
        context.fireChannelInactive()
    }

    private func timedOut(_ request: OutboundRequest) -> WireError {
        WireError(
            .timedOut, at: broker, "no \(request.name) response within \(Nanoseconds(request.limit))",
            remedy: "The broker is stopped or overloaded, or the listener speaks another protocol")
    }

    /// Fails all that wait, and closes.
    private func end(_ context: ChannelHandlerContext, _ error: WireError) {
        let error = fate.settle(error)
        while let next = waiting.popFirst() {
            next.timeout.cancel()
            next.request.response.fail(error)
        }
        context.close(promise: nil)
    }
}
