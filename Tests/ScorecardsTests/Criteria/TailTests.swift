import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct TailTests {
    /// Histograms round up by at most 0.1 %, so just under the bound is at it.
    @Test(arguments: [(99.0, Rating.green), (101, .yellow), (499, .yellow), (502, .red)])
    func liveTailIsRatedByItsBands(milliseconds: Double, rating: Rating) {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: milliseconds)
        #expect(evidence.ratings(.liveTail) == [rating])
    }

    @Test(arguments: [(99.0, Rating.green), (101, .yellow), (499, .yellow), (502, .red)])
    func ackTailIsRatedByItsBands(milliseconds: Double, rating: Rating) {
        var evidence = healthyTrial()
        evidence.setLatency(.ack, reader: nil, milliseconds: milliseconds)
        #expect(evidence.ratings(.ackTail) == [rating])
    }

    @Test func serviceTailStandsBesideTheIntendedOne() throws {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 2000)
        let finding = try #require(evidence.findings(.liveTail).first)
        #expect(finding.rating == .red)
        #expect(finding.shown == "p99 2 s (service 4 ms)")
    }

    @Test func warmUpIsLeftOut() {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 9000, seconds: 0..<10, phase: 0)
        #expect(evidence.ratings(.liveTail) == [.green])
    }

    @Test func percentileOfTheScenarioIsUsed() {
        var evidence = healthyTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 800, seconds: 20..<21)
        evidence.bands = [BandsRecord(criterion: "live-tail", percentile: 50)]
        #expect(evidence.ratings(.liveTail) == [.green])
        evidence.bands = [BandsRecord(criterion: "live-tail", percentile: 99.9)]
        #expect(evidence.ratings(.liveTail) == [.red])
    }

    @Test func eachLiveReaderHasItsFinding() {
        var evidence = healthyTrial()
        evidence.readers.append(
            ReaderRecord(name: "alarms", role: "live", group: "b", members: 1, topics: ["positions"]))
        let findings = evidence.findings(.liveTail)
        #expect(findings.map(\.subject) == ["dashboard", "alarms"])
        #expect(findings.map(\.rating) == [.green, .unknown])
    }

    @Test func withoutALiveReaderTheTailIsUnknown() {
        var evidence = healthyTrial()
        evidence.readers[0].role = "slow"
        #expect(evidence.ratings(.liveTail) == [.unknown])
    }

    @Test func tailOfTheSurvivorsIsNoTailWhenMoreThanThePercentileNeverCame() throws {
        var evidence = healthyTrial()
        evidence.tallies[0].unread = 51
        let finding = try #require(evidence.findings(.liveTail).first)
        #expect(finding.rating == .unknown)
        #expect(finding.why.contains("the true tail is longer"))
        evidence.tallies[0].unread = 50
        #expect(evidence.ratings(.liveTail) == [.green])
    }

    @Test func ackTailOfSurvivorsStaysRedWhenItIsRedAlready() {
        var evidence = healthyTrial()
        for index in evidence.production.indices { evidence.production[index].acked = 90 }
        #expect(evidence.ratings(.ackTail) == [.unknown])
        evidence.setLatency(.ack, reader: nil, milliseconds: 900)
        #expect(evidence.ratings(.ackTail) == [.red])
    }
}
