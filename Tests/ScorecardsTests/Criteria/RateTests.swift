import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct AchievedRateTests {
    @Test(
        arguments: [(100, Rating.green), (99, .green), (98, .yellow), (95, .yellow), (94, .red)] as [(Int64, Rating)])
    func acknowledgedShareIsRated(acked: Int64, rating: Rating) {
        var evidence = healthyTrial()
        for index in evidence.production.indices { evidence.production[index].acked = acked }
        #expect(evidence.ratings(.achievedRate) == [rating])
    }

    @Test func worseOfSentAndAcknowledgedDecides() {
        var evidence = healthyTrial()
        for index in evidence.production.indices { evidence.production[index].sent = 96 }
        #expect(evidence.findings(.achievedRate).map(\.value) == [0.96])
    }

    @Test func whatCameAfterThePhaseDoesNotCount() {
        var evidence = healthyTrial()
        evidence.production.removeAll { $0.second >= 40 }
        var due = ProductionRow(second: 40, phase: 1)
        due.asked = 1000
        var late = ProductionRow(second: 52, phase: 1)
        (late.sent, late.acked) = (1000, 1000)
        evidence.production += [due, late]
        #expect(evidence.findings(.achievedRate).map(\.value) == [0.75])
    }

    @Test func acknowledgementsOnTheirWayAtThePhasesEndCount() {
        var evidence = healthyTrial()
        evidence.production[49].acked = 0
        var after = ProductionRow(second: 50, phase: 1)
        after.acked = 100
        evidence.production.append(after)
        #expect(evidence.findings(.achievedRate).map(\.value) == [1])
    }

    @Test func busiestTenSecondsAreNamed() throws {
        var evidence = healthyTrial()
        for second in 20..<30 { evidence.production[second].asked = 700 }
        evidence.production[25].sent = 1000
        let why = try #require(evidence.findings(.achievedRate).first?.why)
        #expect(why.contains("over 10 s, it was 700/s that were asked for, and at most 190/s were sent"), "\(why)")
        #expect(why.contains("and 100/s acknowledged"), "\(why)")
    }

    @Test func nothingAskedIsUnknown() {
        var evidence = healthyTrial()
        evidence.production = []
        #expect(evidence.ratings(.achievedRate) == [.unknown])
    }
}

@Suite struct RejectedTests {
    /// Of 1,000,000 sent; 100 are the bound of yellow.
    @Test(arguments: [(0, Rating.green), (1, .yellow), (100, .yellow), (101, .red)] as [(Int64, Rating)])
    func shareIsRated(rejected: Int64, rating: Rating) {
        for field in [\ProductionRow.rejected, \ProductionRow.indeterminate] {
            var evidence = healthyTrial()
            evidence.production[20].sent = 1_000_000 - 3900
            evidence.production[20][keyPath: field] = rejected
            #expect(evidence.ratings(.rejected) == [rating])
        }
    }

    @Test func warmUpIsLeftOut() {
        var evidence = healthyTrial()
        evidence.production[3].rejected = 50
        #expect(evidence.ratings(.rejected) == [.green])
    }

    @Test func nothingSentIsUnknown() {
        var evidence = healthyTrial()
        evidence.production = []
        #expect(evidence.ratings(.rejected) == [.unknown])
    }
}

@Suite struct TopicsIntactTests {
    @Test func deletedTopicIsRedWithItsReason() throws {
        var evidence = healthyTrial()
        #expect(evidence.findings(.topicsIntact).isEmpty)
        evidence.incidents = [
            Incident(at: .seconds(31), severity: .error, kind: "topic-deleted", text: "positions is gone")
        ]
        let finding = try #require(evidence.findings(.topicsIntact).first)
        #expect(finding.rating == .red)
        #expect(finding.why == "31 s into the trial: positions is gone")
        #expect(Judge.scorecard(of: evidence).overall == .red)
    }
}
