import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct CatchUpTests {
    @Test(arguments: [(CatchUp.Verdict.drained, Rating.green), (.unfinished, .yellow), (.willNotDrain, .red)])
    func verdictIsRated(verdict: CatchUp.Verdict, rating: Rating) {
        var evidence = healthyTrial()
        evidence.addCatchUp(caughtUpAt: verdict == .drained ? .seconds(35) : nil, verdict: verdict)
        #expect(evidence.ratings(.catchUp) == [rating])
    }

    @Test func willNotDrainSaysItsRatesAndBacklog() throws {
        var evidence = healthyTrial()
        evidence.addCatchUp(caughtUpAt: nil, verdict: .willNotDrain, left: 1200)
        evidence.readers[1].limit = 90
        let finding = try #require(evidence.findings(.catchUp).first)
        #expect(finding.shown.hasPrefix("will not drain: 200 events/s read, 100 events/s arriving"))
        #expect(finding.why.contains("1,000 events behind when it resumed, 1,200 at the end"))
        #expect(finding.why.contains("holds it to 90 events/s"))
    }

    @Test func unfinishedSaysTheTimeLeft() throws {
        var evidence = healthyTrial()
        evidence.addCatchUp(caughtUpAt: nil, verdict: .unfinished, left: 400, estimatedTimeLeft: .seconds(4))
        let finding = try #require(evidence.findings(.catchUp).first)
        #expect(finding.shown == "still draining, about 4 s left")
    }

    @Test(arguments: [(10.0, Rating.green), (9.9, .yellow)])
    func bandOnTheTimeIsHonoured(green: Double, rating: Rating) throws {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.bands = [BandsRecord(criterion: "catch-up", green: green, yellow: 20)]
        let finding = try #require(evidence.findings(.catchUp).first)
        #expect(finding.rating == rating)
        #expect(finding.value == 10)
        #expect(
            finding.bands.hasSuffix(
                "red when it will not drain; green up to \(green == 10 ? "10" : "9.9") s, yellow up to 20 s"))
        evidence.bands[0].green = 1
        evidence.bands[0].yellow = 9.9
        #expect(evidence.ratings(.catchUp) == [.red])
    }

    /// Resumed at 25 s, the load ended at 50 s: 25 s have gone already.
    @Test func unfinishedBeyondTheTimeAllowedIsRed() {
        var evidence = healthyTrial()
        evidence.addCatchUp(caughtUpAt: nil, verdict: .unfinished)
        evidence.bands = [BandsRecord(criterion: "catch-up", green: 5, yellow: 24)]
        #expect(evidence.ratings(.catchUp) == [.red])
    }

    @Test func readerThatWasAwayWithoutARecordedCatchUpIsUnknown() {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.catchUps = []
        #expect(evidence.ratings(.catchUp) == [.unknown])
        #expect(evidence.ratings(.interference) == [.unknown])
    }

    @Test func scenarioWithoutAReaderThatWasAwayHasNoFinding() {
        #expect(healthyTrial().findings(.catchUp).isEmpty)
        #expect(healthyTrial().findings(.interference).isEmpty)
    }
}
