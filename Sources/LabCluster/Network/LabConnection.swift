internal import KafkaWire
internal import NIOCore

/// A client's connection to one node.
///
/// One request is served at a time and the next waits for its answer, as at a Kafka broker. Where a service lets the next
/// one begin, answers still go out in the order of the requests.
final class LabConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    let cluster: ClusterState
    let node: LabNode
    let listener: LabListenerKind
    /// As the last request names it.
    var clientID = ""
    /// Who is logged in; `User:ANONYMOUS` where nobody had to.
    var principal = "User:ANONYMOUS"
    /// Where the client connects from.
    private(set) var clientHost = ""
    /// What the security of the listener keeps for this connection.
    var login = LoginState()

    private var context: ChannelHandlerContext?
    private var waiting = CircularBuffer<ByteBuffer>()
    /// Where the request at hand lies; the next one lies in the same place, unless something still holds this one.
    private var place: [UInt8] = []
    private var isBusy = false
    private var answers = AnswerOrder()
    private var isDraining = false
    /// Whether more of what one read of the socket brought is about to come.
    private var isReading = false
    /// Answers that were given and not sent; they leave together.
    private var unsent = 0
    private var isEnding = false
    /// Whether a quota keeps it from being served.
    private var isMuted = false
    private var servedSince: ContinuousClock.Instant?
    private var readIsHeld = false
    private var closings: [Int: () -> Void] = [:]
    private var nextClosing = 0

    /// Requests that wait on one connection before nothing more is read from it.
    private static let mostWaiting = 32
    /// Requests without an answer before no other one is begun.
    private static let mostOpen = 64
    /// Answers that leave together: each sending is a call of the system, and whoever waits for the first waits for all.
    private static let mostUnsent = 32
    /// The largest place that is kept for the next request.
    private static let largestPlace = 4 << 20

    init(cluster: ClusterState, node: LabNode, listener: LabListenerKind) {
        self.cluster = cluster
        self.node = node
        self.listener = listener
        if listener.asksForLogin { login.step = .handshake }
    }

    var isOpen: Bool { context != nil }
    /// The number of the request that was begun last.
    var turn: Int { answers.last }
    /// Whether requests are there that are not begun.
    var hasWaiting: Bool { !waiting.isEmpty }

    /// Has an action done when the connection ends; the number takes it back.
    func onClose(_ action: @escaping () -> Void) -> Int {
        nextClosing += 1
        closings[nextClosing] = action
        return nextClosing
    }

    func forgetOnClose(_ number: Int) { closings[number] = nil }

    /// Ends the connection; what waits is not served any more, and what is answered later goes nowhere.
    ///
    /// With TLS it takes until the client has heard of it.
    func close() {
        isEnding = true
        waiting.removeAll()
        context.map(send)
        context?.close(promise: nil)
    }

    /// Sends the answer to a request (nil for none) when those before have theirs, and goes on to the next one.
    func finish(_ frame: [UInt8]?, of turn: Int) {
        guard let context, !isEnding else { return }
        answers.take(frame, to: turn) { frame in
            context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: frame)), promise: nil)
            unsent += 1
        }
        if !isReading || unsent >= Self.mostUnsent { send(context) }
        letNextBegin(after: turn)
    }

    private func send(_ context: ChannelHandlerContext) {
        guard unsent > 0 else { return }
        unsent = 0
        context.flush()
    }

    /// Has the next request served before a request is answered.
    func letNextBegin(after turn: Int) {
        if turn == self.turn { isBusy = false }
        drain()
    }

    /// Serves nothing more for so many milliseconds, as a client has to be held back that is over its quota.
    func mute(_ milliseconds: Int64) {
        guard milliseconds > 0 else { return }
        isMuted = true
        cluster.after(.milliseconds(milliseconds)) { [weak self] in
            self?.isMuted = false
            self?.drain()
        }
    }

    /// The time that the request at hand has taken; waiting does not count.
    var timeSpent: Duration { servedSince.map { ContinuousClock.now - $0 } ?? .zero }

    private func drain() {
        guard !isDraining else { return }
        isDraining = true
        while !isBusy, !isMuted, !isEnding, answers.open < Self.mostOpen, let context, context.channel.isWritable,
            let frame = waiting.popFirst()
        {
            isBusy = true
            answers.begin()
            servedSince = cluster.quotas.isQuiet ? nil : .now
            defer { servedSince = nil }
            do {
                try cluster.services.serve(take(frame), on: self)
            } catch {
                cluster.note("node \(node.id) ends the connection of '\(clientID)': \(error)")
                close()
            }
        }
        isDraining = false
        if readIsHeld, waiting.count < Self.mostWaiting {
            readIsHeld = false
            context?.read()
        }
    }
}

extension LabConnection {
    /// The bytes of a request.
    ///
    /// In the same place each time: fresh memory has to be cleared by the system first.
    private func take(_ frame: ByteBuffer) -> WireBytes {
        if place.capacity > Self.largestPlace { place = [] }
        place.removeAll(keepingCapacity: true)
        unsafe frame.withUnsafeReadableBytes { unsafe place.append(contentsOf: $0) }
        return place[...]
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard self.context == nil else { return }
        self.context = context
        clientHost = context.remoteAddress?.ipAddress ?? ""
        node.connections[ObjectIdentifier(self)] = self
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding else { return }
        isReading = true
        waiting.append(unwrapInboundIn(data))
        drain()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        send(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if waiting.count >= Self.mostWaiting { readIsHeld = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { drain() }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        node.connections[ObjectIdentifier(self)] = nil
        waiting.removeAll()
        let actions = closings
        closings = [:]
        for action in actions.values { action() }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        cluster.note("node \(node.id) ends a connection: \(error)")
        isEnding = true
        // What was asked before is answered.
        send(context)
        context.close(promise: nil)
    }
}
