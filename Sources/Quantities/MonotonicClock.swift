#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The one clock of a trial: monotonic, nanoseconds, never stepped by NTP.
///
/// Every instant of a trial is nanoseconds since its `zero`. Producers and readers of one process share it, so a
/// latency is a difference on one clock. `name` goes into the honesty block.
package struct MonotonicClock: Sendable {
    package static let name = "CLOCK_MONOTONIC"

    /// The clock's own reading at the trial's start, in nanoseconds.
    package let zero: UInt64

    package init(zero: UInt64 = MonotonicClock.reading()) {
        self.zero = zero
    }

    /// Nanoseconds since `zero`.
    @inlinable
    package func now() -> UInt64 { MonotonicClock.reading() &- zero }

    /// The clock's own reading; costs about 25 ns.
    package static func reading() -> UInt64 {
        monotonicReading()
    }
}

private func monotonicReading() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
