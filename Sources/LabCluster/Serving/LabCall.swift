internal import KafkaWire

/// A request at hand, with all that its service needs, and the way to its answer.
///
/// A service answers at once, or keeps the call and answers later: from a timer of the cluster, or when something
/// happens. Exactly one of `answer`, `answerNothing` and `hangUp` is called; what comes after the first is ignored, so
/// that a timer need not be taken back.
final class LabCall<Request: WireRequest> {
    var request: Request
    let version: Int16
    let connection: LabConnection
    /// The bytes of the request.
    let size: Int
    /// For how many milliseconds the client is to wait as far as is known before the answer.
    var throttle: Int64 = 0
    private let correlationID: Int32
    /// The number of the request on its connection.
    private let turn: Int
    private var onCloseNumber: Int?
    private(set) var isAnswered = false

    init(_ request: Request, header: RequestHeader, size: Int = 0, connection: LabConnection) {
        self.request = request
        version = header.version
        self.size = size
        correlationID = header.correlationID
        self.connection = connection
        turn = connection.turn
    }

    var cluster: ClusterState { connection.cluster }
    /// The node that was asked.
    var node: LabNode { connection.node }
    var clientID: String { connection.clientID }
    var principal: String { connection.principal }

    func answer(_ response: Request.Response) {
        guard end() else { return }
        var response = response
        if !cluster.quotas.isQuiet {
            let delay: Int64
            (response, delay) = held(response)
            connection.mute(delay)
        }
        guard cluster.defects.isQuiet else { return answerWithDefects(response) }
        finish(Request.frame(of: response, version: version, correlationID: correlationID))
    }

    private func answerWithDefects(_ response: Request.Response) {
        let defects = cluster.defects
        let changed = defects.changed(response, to: request, version, on: connection)
        var frame = Request.frame(of: changed, version: version, correlationID: correlationID)
        defects.change(&frame, key: Request.api.key, version, on: connection)
        guard let delay = defects.delay(of: request, version, on: connection) else { return finish(frame) }
        cluster.after(delay) { [self] in finish(frame) }
    }

    /// For a request that has no answer, such as Produce with acks=0.
    func answerNothing() {
        if cluster.defects.forgets(.unansweredProduce, in: cluster, client: clientID, node: node.id) {
            return answer(Request.Response())
        }
        guard end() else { return }
        finish(nil)
    }

    private func finish(_ frame: [UInt8]?) { connection.finish(frame, of: turn) }

    /// Has the connection's next request served before this one is answered.
    func letNextBegin() { connection.letNextBegin(after: turn) }

    /// Ends the connection without an answer.
    func hangUp() {
        guard end() else { return }
        connection.close()
    }

    /// Has an action done if the client goes away before the answer.
    func onClose(_ action: @escaping () -> Void) {
        onCloseNumber = connection.onClose { [self] in
            if end() { action() }
        }
    }

    private func end() -> Bool {
        guard !isAnswered else { return false }
        isAnswered = true
        if let onCloseNumber { connection.forgetOnClose(onCloseNumber) }
        return true
    }
}
