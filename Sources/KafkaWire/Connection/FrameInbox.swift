internal import NIOCore
internal import Synchronization

/// What came next over a raw connection.
package enum RawAnswer: Hashable, Sendable {
    /// A whole frame without its size: the correlation id first.
    case frame(WireBytes)
    /// The broker closed the connection, or it broke.
    case closed
    /// Nothing in the time that was waited.
    case silence
}

/// Frames that came and were not yet asked for; one reader at a time.
final class FrameInbox: Sendable {
    private struct State {
        var frames: CircularBuffer<WireBytes> = []
        var isClosed = false
        var waiter: EventLoopPromise<RawAnswer>?
    }

    private let state = Mutex(State())

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Completes the promise with what is there or comes next.
    func take(_ promise: EventLoopPromise<RawAnswer>) {
        let answer = state.withLock { state -> RawAnswer? in
            if let frame = state.frames.popFirst() { return .frame(frame) }
            if state.isClosed { return .closed }
            state.waiter = promise
            return nil
        }
        if let answer { promise.succeed(answer) }
    }

    /// Tells whoever waits that nothing came.
    func giveUp() { takeWaiter()?.succeed(.silence) }

    func add(_ frame: WireBytes) {
        let waiter = state.withLock { state -> EventLoopPromise<RawAnswer>? in
            if let waiter = state.waiter.take() { return waiter }
            state.frames.append(frame)
            return nil
        }
        waiter?.succeed(.frame(frame))
    }

    func close() {
        state.withLock { $0.isClosed = true }
        takeWaiter()?.succeed(.closed)
    }

    private func takeWaiter() -> EventLoopPromise<RawAnswer>? { state.withLock { $0.waiter.take() } }
}

/// Puts frames into an inbox; stands where else the matching of responses with requests does.
final class FrameInboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: FrameInbox

    init(_ inbox: FrameInbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.add(Array(unwrapInboundIn(data).readableBytesView)[...])
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.close()
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.close()
        context.fireChannelInactive()
    }
}
