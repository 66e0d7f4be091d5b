import Evidence
import Quantities

@testable import Scorecards

/// A finished trial that is green in everything: 10 s of warm-up, 40 s measured, 100 events a second, one live reader.
///
/// Tests bend one thing of it.
func healthyTrial() -> TrialEvidence {
    var evidence = TrialEvidence(
        manifest: TrialManifest(
            id: "20261121-021530-7f3a", scenario: "shift-change", title: "Shift change", scenarioText: "",
            target: "lab",
            isEmbedded: false, seed: 7, scale: 1, startedAt: 0, state: .finished, host: "bench", process: 1,
            bootID: "b",
            seatrialVersion: "0", clientVersion: "2"))
    evidence.phases = [
        PhaseRecord(number: 0, name: "warm", isWarmUp: true, start: .zero, end: .seconds(10), planned: 1000),
        PhaseRecord(number: 1, name: "steady", isWarmUp: false, start: .seconds(10), end: .seconds(50), planned: 4000),
    ]
    evidence.readers = [
        ReaderRecord(name: "dashboard", role: "live", group: "g", members: 1, topics: ["positions"])
    ]
    for second in 0..<50 {
        var row = ProductionRow(second: second, phase: second < 10 ? 0 : 1)
        (row.asked, row.sent, row.acked) = (100, 100, 100)
        evidence.production.append(row)
    }
    evidence.setLatency(.ack, reader: nil, milliseconds: 3)
    evidence.setLatency(.ackService, reader: nil, milliseconds: 2)
    evidence.setLatency(.intended, reader: "dashboard", milliseconds: 5)
    evidence.setLatency(.service, reader: "dashboard", milliseconds: 4)
    var tally = DeliveryTally(reader: "dashboard", topic: "positions")
    (tally.sent, tally.acked, tally.delivered) = (5000, 5000, 5000)
    evidence.tallies = [tally]
    evidence.partitions = (0..<4).map { number in
        var row = PartitionRow(topic: "positions", partition: number)
        (row.sent, row.acked, row.ackP99) = (1000, 1000, .milliseconds(3))
        return row
    }
    evidence.gaps = [
        Gap(kind: .ack, topic: "positions", partition: 1, start: .seconds(20), length: .milliseconds(40)),
        Gap(
            kind: .delivery, reader: "dashboard", topic: "positions", partition: 2, start: .seconds(21),
            length: .milliseconds(50)),
    ]
    var honesty = HonestyBlock()
    (honesty.asked, honesty.sent) = (4000, 4000)
    honesty.durability = ["enable.idempotence": "true", "max.in.flight": "5"]
    evidence.honesty = honesty
    return evidence
}

extension TrialEvidence {
    /// 100 events of one latency in each of the seconds; replaces what was there.
    mutating func setLatency(
        _ kind: LatencyKind, reader: String?, milliseconds: Double, seconds: Range<Int> = 10..<50, phase: Int = 1
    ) {
        latencies.removeAll { $0.kind == kind && $0.reader == reader && seconds.contains($0.second) }
        for second in seconds {
            var histogram = LatencyHistogram()
            histogram.record(microseconds: UInt64(milliseconds * 1000), count: 100)
            latencies.append(
                LatencyRow(second: second, phase: phase, kind: kind, reader: reader, histogram: histogram))
        }
    }

    /// What a killed trial has: its seconds and nothing that is made after the drain.
    mutating func kill() {
        manifest.state = .interrupted
        manifest.reason = "its process is gone"
        (tallies, partitions, gaps, catchUps, honesty) = ([], [], [], [], nil)
    }

    /// A reader `archive` that was away and resumed at 25 s.
    mutating func addCatchUp(
        caughtUpAt: Nanoseconds? = .seconds(35), verdict: CatchUp.Verdict = .drained, left: Int64 = 0,
        estimatedTimeLeft: Nanoseconds? = nil
    ) {
        readers.append(ReaderRecord(name: "archive", role: "paused", group: "a", members: 1, topics: ["positions"]))
        var tally = DeliveryTally(reader: "archive", topic: "positions")
        (tally.sent, tally.acked, tally.delivered) = (5000, 5000, 5000)
        tallies.append(tally)
        catchUps = [
            CatchUp(
                reader: "archive", topic: "positions", resumedAt: .seconds(25), backlog: 1000, caughtUpAt: caughtUpAt,
                drainRate: 200, arrivalRate: 100, left: left, estimatedTimeLeft: estimatedTimeLeft, verdict: verdict)
        ]
    }

    /// The criterion's findings under the bands of this trial, before the generator is looked at.
    func findings(_ criterion: Criterion) -> [Finding] {
        criterion.findings(self, Yardstick(criterion, bands: bands.last { $0.criterion == criterion.id }))
    }

    func ratings(_ criterion: Criterion) -> [Rating] { findings(criterion).map(\.rating) }
}
