import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct ServiceLevelTests {
    /// 4000 events promised to 99 %: a budget of 40; `late` of them in second 30.
    private func trial(late: UInt64, share: Double = 0.99) -> TrialEvidence {
        var evidence = fleetTrial()
        evidence.manifest.serviceLevel?.share = share
        evidence.latencies.removeAll { $0.kind == .intended && $0.second == 30 }
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 5000, count: 100 - late)
        histogram.record(microseconds: 300_000, count: late)
        evidence.latencies.append(
            LatencyRow(second: 30, phase: 1, kind: .intended, reader: "dashboard", histogram: histogram))
        return evidence
    }

    @Test(
        arguments: [(0, Rating.green), (40, .green), (41, .yellow), (80, .yellow), (81, .red)] as [(UInt64, Rating)])
    func burnOfTheErrorBudgetIsRated(late: UInt64, rating: Rating) {
        #expect(trial(late: late).ratings(.serviceLevel) == [rating])
    }

    @Test func budgetAndWorstWindowAreNamed() throws {
        let finding = try #require(trial(late: 60).findings(.serviceLevel).first)
        #expect(finding.shown == "burn 1.5×")
        // 60 of 1000 events of ten seconds over 1 %.
        #expect(finding.why.contains("The worst 10 s is from second 21 to 31 with a burn of 6×."))
        #expect(finding.why.contains("Kept: 98.5 %; of 4,000 events 60 came later."))
        // 1.5 times 40 s of 30 days; the budget is gone after 20 days.
        #expect(finding.why.contains("0.00231 % of the error budget of 720 h 00 min"))
        #expect(finding.why.contains("would be gone after 480 h 00 min"))
    }

    @Test func windowLongerThanTheTrialIsSaid() throws {
        var evidence = trial(late: 60)
        evidence.manifest.serviceLevel?.window = .seconds(300)
        let finding = try #require(evidence.findings(.serviceLevel).first)
        #expect(finding.why.contains("the trial is shorter than the window"))
        #expect(finding.why.contains("from second 10 to 50 with a burn of 1.5×"))
    }

    @Test func whatNeverCameIsAMiss() throws {
        var evidence = trial(late: 0)
        (evidence.tallies[0].lost, evidence.tallies[0].unread) = (50, 75)
        let finding = try #require(evidence.findings(.serviceLevel).first)
        #expect(finding.rating == .red)
        #expect(finding.why.contains("and 125 never"))
    }

    @Test func promiseOfEverythingBreaksWithTheFirstMiss() {
        #expect(trial(late: 0, share: 1).ratings(.serviceLevel) == [.green])
        #expect(trial(late: 1, share: 1).findings(.serviceLevel).map(\.value) == [.infinity])
        #expect(trial(late: 1, share: 1).ratings(.serviceLevel) == [.red])
    }

    @Test func nothingDeliveredIsUnknownAndSoIsNobodyToKeepItTo() {
        var evidence = trial(late: 0)
        evidence.latencies = []
        #expect(evidence.ratings(.serviceLevel) == [.unknown])
        evidence.readers[0].role = "slow"
        #expect(evidence.ratings(.serviceLevel) == [.unknown])
    }
}
