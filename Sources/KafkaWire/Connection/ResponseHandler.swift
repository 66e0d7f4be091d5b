internal import NIOCore
internal import Quantities
internal import Synchronization

/// A request on its way to the socket, and who waits for its response.
struct OutboundRequest: Sendable {
    var bytes: [UInt8]
    /// nil where the bytes have none: what came back cannot be told by it.
    var correlationID: Int32?
    /// `Fetch v12`, for errors.
    var name: String
    var limit: Duration
    var reply: Reply

    /// Who waits, and for what.
    enum Reply: Sendable {
        /// A response: what follows its correlation id.
        case response(EventLoopPromise<WireBytes>)
        /// The next frame, whichever it is; nil where none comes.
        case anything(EventLoopPromise<[UInt8]?>)
    }

    /// Ends the waiting without a reply.
    func fail(_ error: WireError) {
        switch reply {
        case .response(let promise): promise.fail(error)
        case .anything(let promise): promise.succeed(nil)
        }
    }
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
/// told apart. Only frames that somebody sent as they are may stay without an answer. Runs on the channel's event loop.
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
            request.fail(error)
            promise?.fail(error)
            return
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let timeout = context.eventLoop.scheduleTask(in: TimeAmount(request.limit)) {
            let (handler, context) = bound.value
            handler.timeOut(request, context)
        }
        waiting.append(Waiting(request: request, timeout: timeout))
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: request.bytes)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The decoder lets no frame through that has no room for a correlation id.
        var frame = unwrapInboundIn(data)
        let whole = frame.readableBytesView
        guard fate.error == nil, let id = frame.readInteger(as: Int32.self) else { return }
        passOverUnanswered(before: id)
        guard let next = waiting.first else {
            end(context, .malformed(at: broker, "a response has the correlation id \(id), and none is due"))
            return
        }
        switch next.request.reply {
        case .anything(let promise):
            promise.succeed(Array(whole))
        case .response(let promise) where next.request.correlationID == id:
            promise.succeed(Array(frame.readableBytesView)[...])
        case .response:
            let due = next.request.correlationID.map { "\($0) is due" } ?? "none is due"
            end(context, .malformed(at: broker, "a response has the correlation id \(id), and \(due)"))
            return
        }
        waiting.removeFirst()
        next.timeout.cancel()
    }

    /// A frame sent as it is gets no answer any more once that of a later request is there.
    private func passOverUnanswered(before id: Int32) {
        guard let answered = waiting.firstIndex(where: { $0.request.correlationID == id }),
            waiting[..<answered].allSatisfy({ if case .anything = $0.request.reply { true } else { false } })
        else { return }
        for _ in waiting[..<answered] {
            let unanswered = waiting.removeFirst()
            unanswered.timeout.cancel()
            if case .anything(let promise) = unanswered.request.reply { promise.succeed(nil) }
        }
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

    private func timeOut(_ request: OutboundRequest, _ context: ChannelHandlerContext) {
        if case .anything(let promise) = request.reply {
            waiting.removeAll {
                if case .anything(let other) = $0.request.reply {
                    other.futureResult === promise.futureResult
                } else {
                    false
                }
            }
            promise.succeed(nil)
            return
        }
        let error = WireError(
            .timedOut, at: broker, "no \(request.name) response within \(Nanoseconds(request.limit))",
            remedy: "The broker is stopped or overloaded, or the listener speaks another protocol")
        end(context, error)
    }

    /// Fails all that wait, and closes.
    private func end(_ context: ChannelHandlerContext, _ error: WireError) {
        let error = fate.settle(error)
        while let next = waiting.popFirst() {
            next.timeout.cancel()
            next.request.fail(error)
        }
        context.close(promise: nil)
    }
}
