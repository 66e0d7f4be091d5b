/// Which phase an intended time belongs to.
///
/// Remembers the last answer, which is nearly always the next.
package struct PhaseClock: Sendable {
    /// Ends of the phases in nanoseconds since the trial's zero, ascending; what is due at or after the last belongs to
    /// the last.
    private let endsNs: [UInt64]
    private let isWarmUp: [Bool]
    private let countsFromNs: [UInt64]
    private var current = 0
    private var currentStartNs: UInt64 = 0
    private var currentEndNs: UInt64

    package init(endsNs: [UInt64], isWarmUp: [Bool]) {
        precondition(!endsNs.isEmpty && endsNs.count == isWarmUp.count, "a trial has at least one phase")
        self.endsNs = endsNs
        self.isWarmUp = isWarmUp
        countsFromNs = zip(endsNs, isWarmUp).enumerated().map { index, phase in
            guard phase.1 else { return 0 }
            return index == endsNs.count - 1 ? .max : phase.0
        }
        currentEndNs = endsNs[0]
    }

    package var count: Int { endsNs.count }

    @inline(__always)
    package mutating func phase(ofNs instant: UInt64) -> Int {
        if instant >= currentStartNs, instant < currentEndNs { return current }
        return find(instant)
    }

    @inline(never)
    private mutating func find(_ instant: UInt64) -> Int {
        current = endsNs.firstIndex { instant < $0 } ?? endsNs.count - 1
        currentStartNs = current == 0 ? 0 : endsNs[current - 1]
        currentEndNs = current == endsNs.count - 1 ? .max : endsNs[current]
        return current
    }

    @inline(__always)
    package func isMeasured(_ phase: Int) -> Bool { !isWarmUp[phase] }

    /// From when on it counts that an event of a phase is waited for: 0 for a measured phase, its end for a warm-up.
    @inline(__always)
    package func countsFromNs(_ phase: Int) -> UInt64 { countsFromNs[phase] }
}
