import Dispatch
import Synchronization

/// A value that threads change and that tests wait on: a waiter is resumed by the change that meets its condition.
final class Watched<State: Sendable>: Sendable {
    private struct Waiter {
        let isMet: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct Guarded {
        var state: State
        var waiters: [Int: Waiter] = [:]
        var issued = 0
    }

    private let guarded: Mutex<Guarded>

    init(_ state: State) { guarded = Mutex(Guarded(state: state)) }

    var now: State { guarded.withLock { $0.state } }

    /// Changes the value under the lock, then resumes the waiters whose condition it meets.
    func update<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        let (result, due) = guarded.withLock { guarded in
            let result = change(&guarded.state)
            var due: [CheckedContinuation<Bool, Never>] = []
            for (number, waiter) in guarded.waiters where waiter.isMet(guarded.state) {
                guarded.waiters[number] = nil
                due.append(waiter.continuation)
            }
            return (result, due)
        }
        for continuation in due { continuation.resume(returning: true) }
        return result
    }

    /// Waits for the condition; false when the time is up, or the task is cancelled, first.
    func wait(within limit: Duration, until isMet: @escaping @Sendable (State) -> Bool) async -> Bool {
        let number = guarded.withLock { guarded in
            guarded.issued += 1
            return guarded.issued
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isMetAlready = guarded.withLock { guarded in
                    if isMet(guarded.state) { return true }
                    guarded.waiters[number] = Waiter(isMet: isMet, continuation: continuation)
                    return false
                }
                if isMetAlready { return continuation.resume(returning: true) }
                // Cancelled before the waiter was there: nobody else would end it before the limit.
                if Task.isCancelled { return giveUp(number) }
                DispatchQueue.global().asyncAfter(deadline: .now() + limit.seconds) { self.giveUp(number) }
            }
        } onCancel: {
            giveUp(number)
        }
    }

    private func giveUp(_ number: Int) {
        let waiter = guarded.withLock { $0.waiters.removeValue(forKey: number) }
        waiter?.continuation.resume(returning: false)
    }
}

extension Duration {
    /// The duration as a floating-point number of seconds.
    var seconds: Double { self / .seconds(1) }
}
