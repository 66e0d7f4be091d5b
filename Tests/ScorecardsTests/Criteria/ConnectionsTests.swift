import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct ConnectionsTests {
    /// Histograms round up by at most 0.1 %, so just under the bound is at it.
    @Test(arguments: [(999.0, Rating.green), (1002, .yellow), (4990, .yellow), (5010, .red)])
    func tailOfSetUpIsRated(milliseconds: Double, rating: Rating) {
        var evidence = fleetTrial()
        evidence.setLatency(.connect, reader: nil, milliseconds: milliseconds, seconds: 25..<28)
        #expect(evidence.ratings(.connections) == [rating])
    }

    @Test func setUpThatNeverSucceededIsRedHoweverFastTheOthersWere() throws {
        var evidence = fleetTrial()
        (evidence.connections[0].opened, evidence.connections[0].failed) = (18, 7)
        let finding = try #require(evidence.findings(.connections).first)
        #expect(finding.rating == .red)
        #expect(finding.shown == "p99 200 ms, 2 failed for good")
        #expect(finding.why.contains("Of 20 set-ups that were due, 18 succeeded; 7 attempts failed."))
        #expect(finding.why.contains("Most, 20, were due in second 25."))
    }

    @Test func attemptThatSucceededLaterIsNoFailureForGood() {
        var evidence = fleetTrial()
        evidence.connections[0].opened = 15
        var later = ConnectionRow(second: 26, phase: 1)
        (later.opened, later.failed) = (5, 0)
        evidence.connections[0].failed = 5
        evidence.connections.append(later)
        #expect(evidence.ratings(.connections) == [.green])
    }

    @Test func whatWasOnItsWayWhenTheTrialWasKilledIsNotRed() {
        var evidence = fleetTrial()
        evidence.connections[0].opened = 18
        evidence.kill()
        #expect(evidence.ratings(.connections) == [.green])
    }

    @Test func noSetUpAtAllIsRedAndOfAKilledTrialUnknown() {
        var evidence = fleetTrial()
        evidence.connections[0].opened = 0
        evidence.latencies.removeAll { $0.kind == .connect }
        #expect(evidence.ratings(.connections) == [.red])
        evidence.kill()
        #expect(evidence.ratings(.connections) == [.unknown])
    }

    @Test func setUpsOfTheWarmUpAreLeftOut() {
        var evidence = fleetTrial()
        evidence.connections[0].phase = 0
        #expect(evidence.findings(.connections).isEmpty)
    }
}

@Suite struct ScaleOutTests {
    @Test(arguments: [(30.0, Rating.green), (30.001, .yellow), (60, .yellow), (60.001, .red)])
    func timeToSettleIsRated(seconds: Double, rating: Rating) {
        var evidence = fleetTrial()
        evidence.scaleOuts[0].settledAt = .seconds(35 + seconds)
        #expect(evidence.ratings(.scaleOut) == [rating])
    }

    @Test(arguments: [(35.0, Rating.unknown), (-10, .unknown), (-10.001, .red)])
    func notSettledIsUnknownUntilEvenYellowIsUsedUp(at: Double, rating: Rating) {
        var evidence = fleetTrial()
        evidence.scaleOuts[0].at = .seconds(at)
        evidence.scaleOuts[0].settledAt = nil
        #expect(evidence.ratings(.scaleOut) == [rating])
    }
}
