import Evidence
import LoadEngine
import Quantities
import ScenarioModel
import Testing
import Trials

@Suite struct CatchUpMonitorTests {
    /// Follows a reader of `lanes` partitions whose logs grow and which are read at these rates (events a second each).
    private func follow(
        lanes: Int = 2, backlog: [Int64], arrival: Double, drain: [Double], seconds: Double,
        committedBehind: Int64 = 0, rule: CaughtUpRule = CaughtUpRule(lag: .seconds(1), hold: .seconds(2))
    ) -> CatchUpMonitor {
        var monitor = CatchUpMonitor(
            reader: "billing", topic: "t", lanes: Array(0..<lanes), resumedAtNs: 10_000_000_000, rule: rule,
            arrivals: arrival, commitInterval: .seconds(1))
        for step in 0...Int(seconds * 2) {
            let elapsed = Double(step) / 2
            let ends = backlog.map { $0 + Int64(arrival * elapsed) }
            let read = zip(ends, drain).map { end, rate in min(end, Int64(rate * elapsed)) }
            monitor.feed(
                LagSample(
                    atNs: 10_000_000_000 + UInt64(elapsed * 1e9), ends: ends,
                    committed: [read.map { max(0, $0 - committedBehind) }], positions: [read]),
                reader: 0)
        }
        return monitor
    }

    @Test func aFastReaderDrainsAndTheFiguresSayHow() throws {
        let monitor = follow(backlog: [5000, 5000], arrival: 100, drain: [1100, 1100], seconds: 12)
        let catchUp = monitor.verdict()
        #expect(catchUp.verdict == .drained)
        #expect(catchUp.backlog == 10_000)
        // 5000 events at a net 1000 a second, less the 100 that are allowed: 4.9 s, seen at the next half second.
        #expect(try #require(catchUp.caughtUpAt) == .seconds(15))
        #expect(abs(catchUp.drainRate - 2200) < 30)
        #expect(abs(catchUp.arrivalRate - 200) < 3)
        #expect(catchUp.left == 0)
    }

    @Test func oneSlowPartitionHoldsTheWholeReaderBack() throws {
        let catchUp = follow(backlog: [5000, 5000], arrival: 100, drain: [5100, 600], seconds: 20).verdict()
        #expect(catchUp.verdict == .drained)
        #expect(catchUp.slowestPartition == 1)
        #expect(try #require(catchUp.caughtUpAt) > .seconds(19))
        #expect(catchUp.slowestDrainTime == .seconds(10))
    }

    @Test func notFasterThanTheArrivalsWillNotDrain() {
        for drain in [0.0, 50, 100] {
            let catchUp = follow(backlog: [5000, 5000], arrival: 100, drain: [drain, drain], seconds: 20).verdict()
            #expect(catchUp.verdict == .willNotDrain, "at \(drain)/s")
            #expect(catchUp.estimatedTimeLeft == nil)
            #expect(catchUp.left > 0)
        }
    }

    @Test func stillDrainingAtTheEndIsUnfinishedWithAnEstimate() throws {
        let catchUp = follow(backlog: [50_000, 50_000], arrival: 100, drain: [1100, 1100], seconds: 20).verdict()
        #expect(catchUp.verdict == .unfinished)
        // 30,000 left on each partition at a net 1000 a second.
        #expect(abs(try #require(catchUp.estimatedTimeLeft).seconds - 30) < 1)
    }

    @Test func readButNotCommittedIsNotCaughtUp() {
        let monitor = follow(
            backlog: [500, 500], arrival: 100, drain: [1100, 1100], seconds: 10, committedBehind: 400)
        #expect(!monitor.isCaughtUp)
    }

    @Test func aMomentWithinTheBoundIsNotEnough() {
        let hold = CaughtUpRule(lag: .seconds(1), hold: .seconds(5))
        let monitor = follow(backlog: [500, 500], arrival: 100, drain: [1100, 1100], seconds: 4, rule: hold)
        #expect(!monitor.isCaughtUp)
    }

    @Test func theBacklogIsThatOfTheInstantOfResuming() {
        let before = LagSample(atNs: 9_000_000_000, ends: [900], committed: [[0]], positions: [[0]])
        var monitor = CatchUpMonitor(
            reader: "r", topic: "t", lanes: [0], resumedAtNs: 10_000_000_000, rule: CaughtUpRule(), arrivals: 100,
            commitInterval: .seconds(1), standing: [300], before: before)
        // A second later the reader has read 500 of what was there, and 100 have come.
        monitor.feed(
            LagSample(atNs: 11_000_000_000, ends: [1100], committed: [[300]], positions: [[800]]), reader: 0)
        #expect(monitor.verdict().backlog == 700)
    }

    @Test func samplesWithoutAnAnswerSayNothing() {
        var monitor = CatchUpMonitor(
            reader: "r", topic: "t", lanes: [0], resumedAtNs: 0, rule: CaughtUpRule(), arrivals: 10,
            commitInterval: .seconds(1))
        for second in 0..<20 {
            monitor.feed(
                LagSample(atNs: UInt64(second) * 1_000_000_000, ends: nil, committed: [nil], positions: [[0]]),
                reader: 0)
        }
        #expect(!monitor.isCaughtUp)
        #expect(!monitor.willNotDrain)
    }
}
