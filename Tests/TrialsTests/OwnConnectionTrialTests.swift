import Evidence
import LoadEngine
import Quantities
import ScenarioModel
import Synchronization
import Testing
import Trials

/// A whole trial on the embedded cluster, in which devices lose their link together and come back together.
@Suite(.timeLimit(.minutes(15))) struct OwnConnectionTrialTests {
    private var scenario: Scenario {
        Scenario(
            name: "storm", topics: [Topic(name: "events", partitions: 4)],
            fleet: [
                DeviceGroup(
                    name: "ships", topic: "events", devices: 20, rate: 200, payload: Payload(size: .fixed(200)),
                    link: "satellite", connection: .own(most: 20)),
                DeviceGroup(name: "cranes", topic: "events", devices: 10, rate: 100),
            ],
            links: [
                Link(
                    name: "satellite", delay: .milliseconds(5),
                    reconnect: Reconnect(first: .milliseconds(50), factor: 2, most: .milliseconds(200), jitter: 0))
            ],
            outages: [
                LinkOutage(
                    name: "blackout", links: ["satellite"], phase: "all", after: .seconds(1),
                    duration: .milliseconds(800))
            ],
            readers: [Reader(name: "live", topics: ["events"], role: .live)],
            phases: [Phase(name: "all", duration: .seconds(4))], limits: Limits(drain: .seconds(20)))
    }

    @Test func theEdgeAndTheLedgerAgreeAndEveryShipConnectsAgain() async throws {
        let kept = Mutex((batches: [SecondBatch](), account: TrialAccount?.none))
        let sink = TrialSink(
            begin: { _, _, _, _ in }, append: { _, batch in kept.withLock { $0.batches.append(batch) } },
            finish: { _, account in kept.withLock { $0.account = account } })
        let request = TrialRequest(
            scenario: scenario, scenarioText: "", scale: 1, overrides: [], target: .embedded, topicPrefix: "",
            keepTopics: false, version: "test", redactProperties: { $0 }, redactText: { $0 })
        _ = try await TrialRunner(
            request: request, sink: sink, interruption: Interruption(), progress: { _ in }, leftOver: { _ in }
        ).run()
        let (batches, stored) = kept.withLock { ($0.batches, $0.account) }
        let account = try #require(stored)

        let edge = try #require(account.edges.first)
        #expect(account.edges.map(\.group) == ["ships", "cranes"])
        #expect(edge.reconnects == 20)
        #expect(edge.made == edge.sent - edge.resent + edge.droppedAtEdge + edge.heldAtEnd)
        #expect(account.outages.map(\.devices) == [20])

        let tally = try #require(account.tallies.first)
        #expect((tally.lost, tally.repeated, tally.outOfOrder, tally.corrupted) == (0, 0, 0, 0))
        #expect(tally.sent == tally.acked)
        #expect(tally.delivered == tally.acked)
        let asked = batches.flatMap(\.production).reduce(0) { $0 + $1.asked }
        #expect(tally.sent == asked)
        #expect(tally.sent == account.edges.reduce(0) { $0 + $1.sent })

        let connections = batches.flatMap(\.connections)
        #expect(connections.reduce(0) { $0 + $1.asked } == 20)
        #expect(connections.reduce(0) { $0 + $1.opened } == 20)
        #expect(connections.reduce(0) { $0 + $1.closed } == 20)
        let latencies = batches.flatMap(\.latencies)
        #expect(latencies.filter { $0.kind == .connect }.reduce(0) { $0 + $1.histogram.count } == 20)
        #expect(latencies.contains { $0.kind == .edge })
        #expect(account.honesty?.clientSettings["device connection"]?["client.id"]?.contains("-device-") == true)
    }
}
