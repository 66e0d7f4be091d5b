import Evidence
import Testing

@testable import Scorecards

/// A scorecard that has a run of checks as an area.
struct JoinedScorecardTests {
    private let trial = Judge.scorecard(of: healthyTrial())

    private func score(_ findings: [CheckFinding]) -> CompatibilityScore {
        CompatibilityScore(MadeUpRun.run(findings))
    }

    @Test func greenAndGreenIsGreenAndCountsAll() {
        let score = score([MadeUpRun.finding("meta.one")])
        let joined = trial.joined(with: score, ofRun: "run")
        let count = joined.areas.flatMap(\.findings).count
        #expect(joined.overall == .green)
        #expect(joined.verdict == "Green: all \(count) findings are.")
        #expect(count == trial.areas.flatMap(\.findings).count + score.area.findings.count)
        #expect(joined.areas.map(\.area) == [.workload, .compatibility])
        #expect(joined.compatibilityRun == "run")
    }

    @Test func failedCheckOfTheCoreDecidesAndIsNamed() {
        let score = score([MadeUpRun.finding("meta.one", .core, .fail)])
        let joined = trial.joined(with: score, ofRun: "run")
        #expect(joined.overall == .red)
        #expect(joined.verdict == score.verdict)
    }

    @Test func redTrialStaysRedBesideGreenChecks() {
        var evidence = healthyTrial()
        evidence.tallies[0].lost = 3
        let red = Judge.scorecard(of: evidence)
        let joined = red.joined(with: score([MadeUpRun.finding("meta.one")]), ofRun: "run")
        #expect(joined.overall == .red)
        #expect(joined.verdict == red.verdict)
    }

    @Test func bothReasonsAreSaidWhereBothAreRed() {
        var evidence = healthyTrial()
        evidence.tallies[0].lost = 3
        let red = Judge.scorecard(of: evidence)
        let score = score([MadeUpRun.finding("meta.one", .core, .fail)])
        #expect(red.joined(with: score, ofRun: "run").verdict == red.verdict + " " + score.verdict)
    }

    @Test func newerRunTakesTheOldOnesPlace() {
        let first = trial.joined(with: score([MadeUpRun.finding("meta.one")]), ofRun: "one")
        let second = first.joined(with: score([MadeUpRun.finding("meta.two")]), ofRun: "two")
        #expect(second.areas.count == first.areas.count)
        #expect(second.compatibilityRun == "two")
    }
}
