import Quantities
import ScenarioModel
import Testing

@testable import Workloads

@Suite struct PlanSummaryTests {
    @Test func summaryAddsUpToTheStream() {
        let fixture = ReferenceTests.scenario(6)
        var last = 0.0
        let summary = PlanSummary(scenario: fixture.scenario, tables: fixture.tables) { last = $0 }
        let events = fixture.events()
        let count = Int64(events.count)
        #expect(last == 1)
        #expect(summary.totals.events == count)
        #expect(summary.phases.reduce(0) { $0 + $1.totals.events } == count)
        #expect(summary.seconds.reduce(0) { $0 + $1.events } == count)
        #expect(summary.topics[0].partitions.reduce(0) { $0 + $1.events } == count)
        #expect(summary.groups.reduce(0) { $0 + $1.edge.sent } == count)
        let bytes = events.reduce(0) { $0 + fixture.tables.payloads.length[Int($1.payload)] }
        #expect(summary.totals.bytes == Int64(bytes))
        let byKey = Dictionary(grouping: events, by: \.key).mapValues(\.count)
        #expect(summary.topics[0].heaviestKey?.events == byKey.values.max().map { Int64($0) })
        let bySecond = Dictionary(grouping: events) { $0.intendedNs / 1_000_000_000 }.mapValues(\.count)
        #expect(summary.peakSecond.map { summary.seconds[$0].events } == bySecond.values.max().map { Int64($0) })
    }

    @Test func digestIsTheSeedsAndNeverChanges() {
        func digest(_ seed: UInt64) -> String {
            let fixture = ReferenceTests.scenario(seed)
            return PlanSummary(scenario: fixture.scenario, tables: fixture.tables) { _ in }.digest.text
        }
        #expect(digest(3) == "112b733760389761")
        #expect(digest(3) == digest(3))
        #expect(digest(3) != digest(4))
    }
}
