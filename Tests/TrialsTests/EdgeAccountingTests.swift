import Evidence
import ScenarioModel
import Testing
import Workloads

@testable import Trials

/// What is told of devices before the cluster saw anything.
struct EdgeAccountingTests {
    private func scenario(_ more: String) throws -> Scenario {
        try ScenarioFile.decode(
            text: """
                name: edges
                topics: { t: { partitions: 1 } }
                links: { sky: { kind: satellite } }
                fleet:
                  trucks: { topic: t, devices: 2, rate: 10/s, payload: { size: 100B } }
                  ships: { topic: t, devices: 3, rate: 10/s, payload: { size: 100B }\(more) }
                readers: { r: { topics: [t] } }
                phases: [{ name: p, for: 1s }]
                """, file: "edges.yaml", criteria: [])
    }

    private func count(made: Int64, sent: Int64, held: Int64 = 0) -> EdgeCount {
        var count = EdgeCount()
        (count.made, count.sent, count.heldAtEnd) = (made, sent, held)
        return count
    }

    @Test func groupWithoutALinkHasItsRowBesideOneThatHasOne() throws {
        let rows = EdgeAccounting.rows(
            try scenario(", link: sky"),
            counts: [
                [count(made: 7, sent: 7), count(made: 5, sent: 4, held: 1)],
                [count(made: 2, sent: 2), count(made: 1, sent: 1)], [],
            ])
        #expect(rows.map(\.group) == ["trucks", "ships"])
        #expect(rows.map(\.devices) == [2, 3])
        #expect(rows.map(\.made) == [9, 6])
        #expect(rows.map(\.sent) == [9, 5])
        #expect(rows.map(\.heldAtEnd) == [0, 1])
    }

    @Test func fleetWithoutLinksAndMessHasNone() throws {
        let counts = [[count(made: 7, sent: 7), count(made: 5, sent: 5)]]
        #expect(EdgeAccounting.rows(try scenario(""), counts: counts) == [])
    }
}
