import LoadEngine
import Testing

@Suite struct GapTrackerTests {
    @Test func aStallIsAsLongAsItsFirstVictimWaited() {
        var gap = GapTracker()
        for due in stride(from: 0 as UInt64, to: 100, by: 10) {
            gap.arrival(atNs: due + 2, dueNs: due, countsFromNs: 0)
        }
        // The cluster stalls from 100 to 600, and what was due meanwhile arrives at once.
        for due in stride(from: 100 as UInt64, to: 600, by: 10) { gap.arrival(atNs: 600, dueNs: due, countsFromNs: 0) }
        #expect(gap.startNs == 100)
        #expect(gap.lengthNs == 500)
    }

    @Test func silenceOfTheDevicesIsNoGap() {
        var gap = GapTracker()
        gap.arrival(atNs: 5, dueNs: 0, countsFromNs: 0)
        gap.arrival(atNs: 1_000_005, dueNs: 1_000_000, countsFromNs: 0)
        #expect(gap.lengthNs == 5)
    }

    @Test func whatNeverComesIsAGapUntilTheEnd() {
        var gap = GapTracker()
        gap.arrival(atNs: 100, dueNs: 90, countsFromNs: 0)
        gap.stillWaiting(atNs: 900, dueNs: 250)
        #expect((gap.startNs, gap.lengthNs) == (250, 650))
    }

    @Test func warmUpHasNoGapsAndStillMovesTheClock() {
        var gap = GapTracker()
        gap.arrival(atNs: 900, dueNs: 0, countsFromNs: 1000)
        gap.arrival(atNs: 1010, dueNs: 1000, countsFromNs: 0)
        #expect(gap.lengthNs == 10)
        #expect(gap.startNs == 1000)
    }

    @Test func stallThatTheLastEventsOfTheWarmUpEndCountsFromTheWarmUpsEnd() {
        var gap = GapTracker()
        gap.arrival(atNs: 950, dueNs: 940, countsFromNs: 1000)
        // Everything comes at once when the stall is over, what was due in the warm-up first.
        gap.arrival(atNs: 6000, dueNs: 990, countsFromNs: 1000)
        gap.arrival(atNs: 6000, dueNs: 1000, countsFromNs: 0)
        gap.arrival(atNs: 6001, dueNs: 3000, countsFromNs: 0)
        #expect(gap.lengthNs == 5000)
        #expect(gap.startNs == 1000)
    }
}
