package import KafkaClient
private import Synchronization

/// Where one loop hears of its connections: of reports by the bell, of what became of set-ups by the outcomes.
package final class ConnectionDesk: Sendable {
    /// What became of one set-up.
    package struct Outcome: Sendable {
        package var seat: Int
        /// What its client rings as.
        package var number: Int
        /// nil where it failed.
        package var producer: Producer?
        package var failure: KafkaError?
        package var tookNs: UInt64 = 0

        init(seat: Int, number: Int) {
            self.seat = seat
            self.number = number
        }
    }

    private struct State {
        var outcomes: [Outcome] = []
        var isClosed = false
    }

    package let bell: ReportBell
    private let state = Mutex(State())

    package init() throws(KafkaError) {
        bell = try ReportBell()
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Leaves an outcome and rings; a desk that was closed lets go of the producer.
    func put(_ outcome: Outcome) {
        let isTaken = state.withLock { state in
            if !state.isClosed { state.outcomes.append(outcome) }
            return !state.isClosed
        }
        if isTaken { bell.ring(ReportBell.other) }
    }

    func takeOutcomes() -> [Outcome] {
        state.withLock { state in
            defer { state.outcomes = [] }
            return state.outcomes
        }
    }

    /// Nobody wants outcomes any more; gives those that were left.
    func close() -> [Outcome] {
        state.withLock { state in
            state.isClosed = true
            defer { state.outcomes = [] }
            return state.outcomes
        }
    }
}
