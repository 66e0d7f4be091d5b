private import Synchronization

/// Tells the loops to stop sending or reading, and until when they may collect what is outstanding.
package final class StopSignal: Sendable {
    private let raised = Atomic(false)
    private let drainEnds = Atomic<UInt64>(.max)

    package init() {}

    @inline(__always)
    package var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Nanoseconds since the trial's zero.
    package var drainEndsNs: UInt64 { drainEnds.load(ordering: .relaxed) }

    package func raise() { raised.store(true, ordering: .relaxed) }

    package func endDrain(atNs instant: UInt64) { drainEnds.store(instant, ordering: .relaxed) }
}
