import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct StormTailTests {
    /// 100 ms before the outage, another latency from the first link back on.
    private func trial(during milliseconds: Double) -> TrialEvidence {
        var evidence = fleetTrial()
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 100)
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: milliseconds, seconds: 25..<37)
        return evidence
    }

    @Test(arguments: [(149.0, Rating.green), (152, .yellow), (299, .yellow), (302, .red), (20, .green)])
    func ratioIsRated(milliseconds: Double, rating: Rating) {
        #expect(trial(during: milliseconds).ratings(.stormTail) == [rating])
    }

    @Test func windowsAreNamedAndTheDarkTimeIsInNeither() throws {
        var evidence = trial(during: 1000)
        evidence.setLatency(.intended, reader: "dashboard", milliseconds: 9000, seconds: 20..<25)
        let finding = try #require(evidence.findings(.stormTail).first)
        #expect(finding.shown == "10× (10 to 10)")
        #expect(finding.subject == "dashboard, after harbour")
        #expect(finding.evidence.contains("before: seconds 10 to 20, storm: from 25 to 37"))
        #expect(finding.why.contains("during the return of 20 devices"))
    }

    @Test func stormLastsUntilTheBacklogIsThrough() {
        var evidence = fleetTrial()
        evidence.setLatency(.edge, reader: nil, milliseconds: 9000, seconds: 25..<45)
        #expect(StormWindows.all(of: evidence).map(\.storm) == [25..<45])
        // Delays that were usual before are no backlog.
        evidence.setLatency(.edge, reader: nil, milliseconds: 9000, seconds: 10..<20)
        #expect(StormWindows.all(of: evidence).map(\.storm) == [25..<37])
    }

    @Test func withoutEdgeDelaysTheSpanIsTheStatedOne() {
        var evidence = fleetTrial()
        evidence.latencies.removeAll { $0.kind == .edge }
        #expect(StormWindows.all(of: evidence).map(\.storm) == [25..<37])
        #expect(StormWindows.all(of: evidence).map(\.isBacklogKnown) == [false])
    }

    @Test func nextOutageEndsAStormAndTheCalmBetweenCountsAsBefore() {
        var evidence = fleetTrial()
        evidence.outages.append(
            OutageRecord(name: "inland", start: .seconds(39), firstEnd: .seconds(41), end: .seconds(42), devices: 5))
        let storms = StormWindows.all(of: evidence)
        #expect(storms.map(\.storm) == [25..<37, 41..<52])
        #expect(storms.map(\.before) == [[10..<20], [10..<20, 37..<39]])
        evidence.outages[1].start = .seconds(33)
        #expect(StormWindows.all(of: evidence).map(\.storm) == [25..<33, 41..<52])
    }

    @Test func outagesThatOverlapAreOne() throws {
        var evidence = fleetTrial()
        evidence.outages.insert(
            OutageRecord(name: "coast", start: .seconds(26), firstEnd: .seconds(30), end: .seconds(32), devices: 3),
            at: 0)
        let storm = try #require(StormWindows.all(of: evidence).first)
        #expect(storm.names == ["harbour", "coast"])
        #expect(storm.devices == 23)
        #expect(storm.storm == 25..<42)
    }

    @Test func outageFromTheStartHasNothingBefore() {
        var evidence = trial(during: 1000)
        evidence.outages[0].start = .seconds(12)
        #expect(evidence.ratings(.stormTail) == [.unknown])
        evidence.outages[0].start = .seconds(13)
        #expect(evidence.ratings(.stormTail) == [.red])
    }

    @Test func withoutALiveReaderItIsUnknown() {
        var evidence = trial(during: 100)
        evidence.readers[0].role = "slow"
        #expect(evidence.ratings(.stormTail) == [.unknown])
    }
}
