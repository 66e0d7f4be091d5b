import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct AvailabilityTests {
    /// 100,000 events due in one second and one later; `slow` of them waited longer than a second, `never` for ever.
    private func trial(slow: UInt64, never: UInt64 = 0, due: Int64 = 100_000, hours: Double = 1) -> TrialEvidence {
        var evidence = healthyTrial()
        evidence.phases[1].end = .seconds(10 + hours * 3600)
        var row = ProductionRow(second: 10, phase: 1)
        (row.asked, row.sent, row.acked) = (due, due, due - Int64(never))
        evidence.production = [row]
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 3000, count: UInt64(due) - slow - never)
        histogram.record(microseconds: 1_100_000, count: slow)
        evidence.latencies = [LatencyRow(second: 10, phase: 1, kind: .ack, reader: nil, histogram: histogram)]
        return evidence
    }

    @Test(
        arguments: [(0, Rating.green), (10, .green), (11, .yellow), (100, .yellow), (101, .red)] as [(UInt64, Rating)])
    func shareAcknowledgedWithinASecondIsRated(missed: UInt64, rating: Rating) {
        #expect(trial(slow: missed).ratings(.availability) == [rating])
        #expect(trial(slow: 0, never: missed).ratings(.availability) == [rating])
    }

    @Test func shortTrialIsLeftOutUnlessTheScenarioSetsBands() {
        #expect(trial(slow: 5000, hours: 999.0 / 3600).findings(.availability).isEmpty)
        #expect(trial(slow: 5000, hours: 1000.0 / 3600).ratings(.availability) == [.red])
        var evidence = trial(slow: 10, hours: 0.01)
        evidence.bands = [BandsRecord(criterion: "availability", green: 0.9999)]
        #expect(evidence.ratings(.availability) == [.green])
    }

    @Test func tooFewEventsAreUnknownUnlessRed() {
        #expect(trial(slow: 0, due: 99_999).ratings(.availability) == [.unknown])
        #expect(trial(slow: 200, due: 99_999).ratings(.availability) == [.red])
        #expect(trial(slow: 0, due: 0).ratings(.availability) == [.unknown])
    }

    @Test func promiseOfEverythingCanBeJudged() {
        var evidence = trial(slow: 0)
        evidence.bands = [BandsRecord(criterion: "availability", green: 1, yellow: 0.9999)]
        #expect(evidence.ratings(.availability) == [.green])
        evidence = trial(slow: 1)
        evidence.bands = [BandsRecord(criterion: "availability", green: 1, yellow: 0.9999)]
        #expect(evidence.ratings(.availability) == [.yellow])
    }
}
