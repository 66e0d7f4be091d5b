/// The order in which a connection's answers go out: that of its requests, whichever is answered first.
struct AnswerOrder {
    /// The number of the request that was begun last; the first is 1.
    private(set) var last = 0
    /// The number of the first request without an answer.
    private var firstOpen = 1
    /// Answers, nil for none, that wait for that of an earlier request.
    private var early: [Int: [UInt8]?] = [:]

    /// Requests that were begun and have no answer, or one that waits.
    var open: Int { last - firstOpen + 1 }

    /// Another request is begun.
    mutating func begin() { last += 1 }

    /// Takes the answer to a request, nil for none, and sends what can go out now.
    mutating func take(_ answer: [UInt8]?, to number: Int, send: ([UInt8]) -> Void) {
        guard number == firstOpen else {
            early[number] = answer
            return
        }
        var next: [UInt8]?? = .some(answer)
        while let answer = next {
            if let answer { send(answer) }
            firstOpen += 1
            next = early.removeValue(forKey: firstOpen)
        }
    }
}
