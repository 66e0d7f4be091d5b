import Dispatch

/// Asks again and again until the condition holds; false when the time is up first.
///
/// For states of another process that announce themselves nowhere. Where there is something to wait on (a line of
/// output, the end of a process), wait on that. The time is a quiet machine's: `Patience` has it be a multiple.
package func eventually(
    within usual: Duration, every pause: Duration = .milliseconds(50),
    _ condition: @Sendable () async throws -> Bool
) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + usual * Patience.factor
    while true {
        if try await condition() { return true }
        if clock.now >= end { return false }
        try Task.checkCancellation()
        await offPoolPause(pause)
    }
}

/// Lets time pass without a thread of the pool.
package func offPoolPause(_ pause: Duration) async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + pause.seconds) { continuation.resume() }
    }
}

/// Runs blocking work on a thread outside the cooperative pool.
package func offPool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Swift.Result { try work() }) }
    }
}
