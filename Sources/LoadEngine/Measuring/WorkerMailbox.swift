package import Evidence
private import Synchronization

/// What one worker observed up to the end of a second, handed to the journal once a second.
package struct WorkerSecond: Sendable {
    /// The worker has handed over everything before this second.
    package var completedSecond: Int
    package var production: [ProductionRow] = []
    package var deliveries: [DeliveryRow] = []
    package var latencies: [LatencyRow] = []
    package var incidents: [Incident] = []
    package var connections: [ConnectionRow] = []

    package init(completedSecond: Int) {
        self.completedSecond = completedSecond
    }
}

/// Where the workers leave their seconds for the control plane.
///
/// One lock a worker and second.
package final class WorkerMailbox: Sendable {
    private struct State {
        var letters: [WorkerSecond] = []
        /// The second each live worker has handed over up to.
        var completed: [Int: Int] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// A worker that is registered holds back the seconds it has not handed over yet.
    package func register(worker: Int) {
        state.withLock { $0.completed[worker] = 0 }
    }

    /// Letters of a worker that is not registered hold nothing back.
    package func put(_ letter: WorkerSecond, worker: Int) {
        state.withLock { state in
            state.letters.append(letter)
            if state.completed[worker] != nil { state.completed[worker] = letter.completedSecond }
        }
    }

    package func retire(worker: Int) {
        _ = state.withLock { $0.completed.removeValue(forKey: worker) }
    }

    /// What has arrived since the last call, and the second that every live worker has handed over up to.
    package func take() -> (letters: [WorkerSecond], completedSecond: Int?) {
        state.withLock { state in
            defer { state.letters = [] }
            return (state.letters, state.completed.values.min())
        }
    }
}
