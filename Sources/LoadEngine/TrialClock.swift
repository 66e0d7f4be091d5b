internal import Quantities
private import Synchronization

/// The trial's clock: stands at zero until the load begins, then counts nanoseconds.
///
/// Shared by all loops of a trial.
package final class TrialClock: Sendable {
    private let zero = Atomic<UInt64>(.max)

    package init() {}

    /// Begins to count.
    package func start() { zero.store(MonotonicClock.reading(), ordering: .releasing) }

    package var isRunning: Bool { zero.load(ordering: .relaxed) != .max }

    /// Nanoseconds since the trial's zero; 0 before it.
    @inline(__always)
    package func now() -> UInt64 {
        let zero = zero.load(ordering: .relaxed)
        guard zero != .max else { return 0 }
        return MonotonicClock.reading() &- zero
    }
}
