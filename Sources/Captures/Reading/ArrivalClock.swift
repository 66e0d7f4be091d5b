/// Turns record timestamps into nanoseconds since the window's start.
///
/// A timestamp is what a producer or a broker claims: one outside the window is moved to its edge, and counted.
struct ArrivalClock: Sendable {
    /// In nanoseconds since 1970.
    let startNs: Int64
    /// Records that have no timestamp.
    private(set) var undated: Int64 = 0
    /// Records whose timestamp was outside the window.
    private(set) var moved: Int64 = 0

    init(startNs: Int64) {
        self.startNs = startNs
    }

    /// `latestNs` is the window's last instant, or now where it is still open; since the window's start.
    mutating func arrival(ofMs timestampMs: Int64, latestNs: UInt64) -> UInt64 {
        guard timestampMs >= 0 else {
            undated += 1
            return latestNs
        }
        let (timeNs, tooLarge) = timestampMs.multipliedReportingOverflow(by: 1_000_000)
        let (sinceNs, overflow) = timeNs.subtractingReportingOverflow(startNs)
        if tooLarge || overflow || (sinceNs > 0 && UInt64(sinceNs) > latestNs) {
            moved += 1
            return latestNs
        }
        if sinceNs < 0 {
            moved += 1
            return 0
        }
        return UInt64(sinceNs)
    }
}
