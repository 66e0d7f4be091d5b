import Evidence
import Quantities
import Testing

@testable import Reporting

@Suite struct SeriesTests {
    @Test func longTrialsAreDividedIntoUsualIntervals() {
        #expect(TimeGrid(seconds: 300, limit: 300).interval == 1)
        #expect(TimeGrid(seconds: 301, limit: 300).interval == 2)
        #expect(TimeGrid(seconds: 3600, limit: 300).interval == 15)
        #expect(TimeGrid(seconds: 3600, limit: 300).count == 240)
        #expect(TimeGrid(seconds: 0, limit: 300).count == 1)
    }

    @Test func tailsKeepTheWorstSecondAndRatesTheMean() {
        let grid = TimeGrid(seconds: 4, limit: 2)
        #expect(grid.worst([0: 1, 1: 9, 3: 2]) == [9, 2])
        #expect(grid.mean([0: 4, 1: 8, 3: 2]) == [6, 1])
    }

    @Test func ratesBeforeTheFirstAndAfterTheLastSecondAreUnknown() {
        #expect(TimeGrid(seconds: 4, limit: 10).mean([1: 5, 2: 7]) == [nil, 5, 7, nil])
    }

    @Test func phasesOfOneSecondAreMergedBeforeAPercentileIsRead() {
        var fast = LatencyHistogram()
        fast.record(microseconds: 1000, count: 99)
        var slow = LatencyHistogram()
        slow.record(microseconds: 900_000, count: 1)
        let rows = [
            LatencyRow(second: 3, phase: 0, kind: .intended, reader: "r", histogram: fast),
            LatencyRow(second: 3, phase: 1, kind: .intended, reader: "r", histogram: slow),
        ]
        let merged = LatenciesBySecond(rows).of(.intended, reader: "r")
        #expect(merged[3]?.count == 100)
        #expect(merged.percentile(50)[3] == 0.001)
    }

    @Test func headlineIsTheLiveReaderAndItsSilenceIsKept() throws {
        let tail = try #require(ReportSeries(TrialStory.observed).headline)
        #expect(tail.reader == "dashboard")
        #expect(tail.silences == [18...22])
        #expect(tail.worst.second == 22)
        #expect(tail.worst.p99 > 3.9)
        #expect(tail.p99[20] == nil)
    }

    @Test func lagThatCouldNotBeReadIsNotZero() throws {
        let lags = ReportSeries(TrialStory.observed).lags
        let archive = try #require(lags.first { $0.reader == "archive" })
        #expect(archive.position[30] == nil)
        #expect(try #require(archive.committed[39]) > 290_000)
    }

    @Test func percentilesLeaveWarmUpOut() throws {
        let curve = try #require(PercentileCurves(TrialStory.observed, reader: "dashboard").curves.first)
        #expect(curve.kind == .intended)
        #expect(curve.count == 55 * 20_000)
        #expect(
            zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.latency <= $1.latency && $0.odds <= $1.odds })
    }

    @Test func percentileThatTheCountCannotCarryIsLeftOut() throws {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 500, count: 100)
        let curve = try #require(PercentileCurves.Curve(.ack, histogram))
        #expect(curve.summary.map(\.percentile) == [50, 90, 99, 100])
    }

    @Test func catchUpsOfOneReturnAreOneSpan() {
        var evidence = TrialStory.observed
        evidence.catchUps.append(
            CatchUp(
                reader: "archive", topic: "alerts", resumedAt: .seconds(40.2), backlog: 9, drainRate: 1,
                arrivalRate: 2, verdict: .willNotDrain))
        let marks = TimeMarks(evidence, storms: [], end: 60)
        #expect(marks.catchUps.count == 1)
        #expect(marks.catchUps.first?.isDrained == false)
        #expect(marks.catchUps.first?.end == 60)
    }
}
