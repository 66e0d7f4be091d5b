import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct InterferenceTests {
    /// 100 ms before and after, another latency from 25 s to 35 s.
    private func trial(during milliseconds: Double, before: Double = 100) -> TrialEvidence {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: before)
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: milliseconds, seconds: 25..<35)
        return evidence
    }

    @Test(arguments: [(149.0, Rating.green), (152, .yellow), (299, .yellow), (302, .red), (20, .green)])
    func ratioIsRated(milliseconds: Double, rating: Rating) {
        #expect(trial(during: milliseconds).ratings(.interference) == [rating])
    }

    @Test func bandAndWindowsAreShown() throws {
        let finding = try #require(trial(during: 1000).findings(.interference).first)
        #expect(finding.shown == "10× (10 to 10)")
        #expect(finding.subject == "dashboard, while archive catches up")
        #expect(finding.evidence.contains("before: seconds 10 to 25, during: from 25 to 35, after: from 35 on"))
        #expect(finding.why.contains("100 ms after it"))
    }

    @Test func differenceBelowTheFloorIsNone() throws {
        let finding = try #require(trial(during: 1, before: 0.1).findings(.interference).first)
        #expect(finding.rating == .green)
        #expect(finding.why.contains("counts as no difference"))
    }

    @Test func differenceInsideTheNoiseIsNone() throws {
        var evidence = trial(during: 100)
        // One slow second of ten: whether it is drawn decides the tail, so the band reaches down to 1.
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 1000, seconds: 30..<31)
        let finding = try #require(evidence.findings(.interference).first)
        #expect(finding.value ?? 0 > 3)
        #expect(finding.rating == .green)
        #expect(finding.why.contains("no difference beyond the noise"))
    }

    @Test func windowOfFewerThanThreeSecondsIsUnknown() {
        for (resumed, caughtUp, rating) in [(12.0, 30.0, Rating.unknown), (13, 30, .green), (25, 27, .unknown)] {
            var evidence = trial(during: 100)
            evidence.catchUps[0].resumedAt = .seconds(resumed)
            evidence.catchUps[0].caughtUpAt = .seconds(caughtUp)
            #expect(evidence.ratings(.interference) == [rating])
        }
    }

    @Test func withoutALiveReaderItIsUnknown() {
        var evidence = trial(during: 100)
        evidence.readers[0].role = "slow"
        #expect(evidence.ratings(.interference) == [.unknown])
    }

    @Test func slowReaderHasNoTimeBeforeItsCatchUp() {
        var evidence = trial(during: 1000)
        evidence.readers[1].role = "slow"
        #expect(evidence.findings(.interference).isEmpty)
    }

    @Test func eventsStalledBeyondTheLoadBelongToACatchUpThatDidNotEnd() {
        var evidence = trial(during: 100)
        evidence.catchUps[0].caughtUpAt = nil
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 9000, seconds: 50..<70)
        #expect(evidence.ratings(.interference) == [.red])
    }

    @Test func topicsOfOneReaderAreOneCatchUpToTheLast() throws {
        var evidence = trial(during: 1000)
        var second = try #require(evidence.catchUps.first)
        second.topic = "alarms"
        second.caughtUpAt = .seconds(45)
        evidence.catchUps.append(second)
        let findings = evidence.findings(.interference)
        #expect(findings.count == 1)
        #expect(findings.first?.evidence.contains("during: from 25 to 45") == true)
    }

    @Test func secondThatTheCatchUpTouchesIsDuring() {
        let catchUp = CatchUp(
            reader: "archive", topic: "positions", resumedAt: .seconds(25.4), backlog: 1, caughtUpAt: .seconds(30.1),
            drainRate: 2, arrivalRate: 1, verdict: .drained)
        let windows = InterferenceWindows([catchUp], phases: healthyTrial().phases)
        #expect(windows.before == 10..<25)
        #expect(windows.during == 25..<31)
        #expect(windows.after == 31..<Int.max)
    }
}
