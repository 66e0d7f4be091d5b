import Evidence
import Quantities
import ResultsStore
import Scorecards

/// A trial with every kind of row: a warm-up, a steady phase, an outage of the reader `report`, and its catch-up.
///
/// The figures follow from the second, so that a test can say what they are.
struct SampleTrial {
    var id = "20261121-021530-7f3a"
    var startedAt: Int64 = 1_795_227_330_000_000_000
    var seconds = 12
    var slowness: UInt64 = 1

    var manifest: TrialManifest {
        TrialManifest(
            id: id, scenario: "reader-outage", title: "A reader is away", scenarioText: "name: reader-outage # why\n",
            overrides: ["scale=0.1"], expects: "green", target: "lab", architecture: "broker-local", isEmbedded: false,
            brokers: ["1 a:9092", "2 b:9092"], seed: .max, scale: 0.1, startedAt: startedAt, host: "bench-1",
            process: 4711, bootID: "boot-1", seatrialVersion: "0.1.0", clientVersion: "2.0.2",
            serviceLevel: ServiceLevelRecord(
                within: .milliseconds(100), share: 0.999, window: .seconds(300), period: .seconds(30 * 86_400)))
    }

    var finished: TrialManifest {
        var manifest = manifest
        manifest.state = .finished
        manifest.finishedAt = startedAt + Int64(seconds) * 1_000_000_000
        return manifest
    }

    /// Three phases, each of a third of the seconds.
    var phases: [PhaseRecord] {
        ["warm-up", "steady", "away"].enumerated().map { number, name in
            PhaseRecord(
                number: number, name: name, isWarmUp: number == 0,
                start: .seconds(Double(number * seconds) / 3), end: .seconds(Double((number + 1) * seconds) / 3),
                planned: Int64(seconds) / 3 * 1000)
        }
    }

    var readers: [ReaderRecord] {
        [
            ReaderRecord(
                name: "dashboard", role: "live", group: "g-dashboard", members: 2, topics: ["positions"],
                deadLetters: "rejects", upserts: true, schema: "v2"),
            ReaderRecord(
                name: "report", role: "paused", group: "g-report", members: 1, topics: ["positions"], limit: 5000),
        ]
    }

    var bands: [BandsRecord] { [BandsRecord(criterion: "live-tail", green: 0.05, yellow: nil, percentile: 99)] }

    func phase(of second: Int) -> Int { min(2, second * 3 / seconds) }

    /// Everything of one second.
    func batch(_ second: Int) -> SecondBatch {
        var batch = SecondBatch()
        var production = ProductionRow(second: second, phase: phase(of: second))
        (production.asked, production.sent, production.sentBytes) = (1000, 1000 - Int64(second), 256_000)
        (production.acked, production.rejected, production.indeterminate) = (990 - Int64(second), 6, 4)
        (production.late, production.queueFull) = (Int64(second), 1)
        batch.production = [production]
        for reader in readers {
            var delivery = DeliveryRow(second: second, phase: phase(of: second), reader: reader.name)
            (delivery.delivered, delivery.deliveredBytes, delivery.repeated) = (980, 250_880, 2)
            (delivery.outOfOrder, delivery.corrupted) = (1, 0)
            batch.deliveries.append(delivery)
            batch.lag.append(
                LagRow(
                    second: second, reader: reader.name, topic: "positions",
                    committedLag: [Int64(second) * 10, nil, 5], positionLag: [Int64(second), 0, nil]))
        }
        let histogram = latency(second)
        batch.latencies = LatencyKind.allCases.flatMap { kind -> [LatencyRow] in
            let isOfReaders = [.intended, .service, .business].contains(kind)
            let names: [String?] = isOfReaders ? readers.map(\.name) : [nil]
            return names.map { name in
                LatencyRow(
                    second: second, phase: phase(of: second), kind: kind, reader: name, histogram: histogram)
            }
        }
        batch.host = [
            HostRow(
                second: second, processCPU: 0.8, machineBusy: 0.6, machineSteal: 0.01,
                residentBytes: 1 << 27)
        ]
        var connections = ConnectionRow(second: second, phase: phase(of: second))
        (connections.asked, connections.opened) = (20 + Int64(second), 18 + Int64(second))
        (connections.failed, connections.closed) = (3, 1)
        batch.connections = [connections]
        if second == 1 { batch.incidents = [Incident(at: .seconds(1.5), kind: "rebalance", text: "a member joined")] }
        return batch
    }

    /// 980 latencies from 1 ms on in steps of 10 µs, slower in later seconds.
    private func latency(_ second: Int) -> LatencyHistogram {
        var histogram = LatencyHistogram()
        for event in 0..<980 {
            histogram.record(microseconds: (1000 + UInt64(event) * 10 + UInt64(second) * 500) * slowness)
        }
        return histogram
    }

    var account: TrialAccount {
        var account = TrialAccount()
        account.phases = phases
        account.tallies = readers.map { reader in
            var tally = DeliveryTally(reader: reader.name, topic: "positions")
            (tally.sent, tally.acked, tally.rejected, tally.indeterminate) = (11934, 11814, 72, 48)
            (tally.delivered, tally.lost, tally.unread, tally.repeated) = (11760, 54, 0, 24)
            (tally.outOfOrder, tally.corrupted, tally.ambiguous, tally.foreign) = (12, 1, 3, 2)
            tally.isComplete = reader.name == "dashboard"
            return tally
        }
        account.partitions = (0..<3).map { number in
            var partition = PartitionRow(topic: "positions", partition: number)
            (partition.sent, partition.sentBytes, partition.acked) = (number == 1 ? 8000 : 2000, 512_000, 1990)
            (partition.ackP50, partition.ackP99, partition.ackMax) = (.milliseconds(2), .milliseconds(9), nil)
            (partition.heaviestKey, partition.heaviestKeyShare) = ("truck-\(number)", 0.25)
            return partition
        }
        account.gaps = [
            Gap(kind: .ack, topic: "positions", partition: 1, start: .seconds(6), length: .seconds(2.5)),
            Gap(kind: .delivery, reader: "dashboard", topic: "positions", start: .seconds(6), length: .seconds(2.7)),
        ]
        account.catchUps = [
            CatchUp(
                reader: "report", topic: "positions", resumedAt: .seconds(8), backlog: 4000, caughtUpAt: .seconds(10),
                drainRate: 3000, arrivalRate: 1000, slowestPartition: 1, slowestDrainTime: .seconds(2), left: 0,
                estimatedTimeLeft: .zero, verdict: .drained)
        ]
        account.fleetTallies = fleetTallies
        account.edges = edges
        account.outages = [
            OutageRecord(
                name: "harbour", start: .seconds(5), firstEnd: .seconds(7), end: .seconds(7.5), devices: 40)
        ]
        account.scaleOuts = [
            ScaleOutRecord(reader: "dashboard", from: 2, to: 4, at: .seconds(8), settledAt: .seconds(9.25)),
            ScaleOutRecord(reader: "report", from: 1, to: 2, at: .seconds(9)),
        ]
        account.honesty = honesty
        account.incidents = [
            Incident(at: .seconds(1.5), kind: "rebalance", text: "a member joined"),
            Incident(at: .seconds(6), severity: .warning, kind: "drill", text: "broker 1 stopped"),
        ]
        return account
    }

    /// One reader with a table of its own, and one without.
    private var fleetTallies: [FleetTally] {
        var upserting = FleetTally(reader: "dashboard", topic: "positions")
        (upserting.resent, upserting.malformed, upserting.buffered, upserting.reread) = (30, 12, 400, 7)
        (upserting.rejected, upserting.deadLettered, upserting.missed, upserting.wronged) = (11, 10, 2, 1)
        (upserting.unreadable, upserting.unreadableReasons) = (5, ["fuel: number expected", "rpm is missing"])
        (upserting.distinct, upserting.expectedDistinct) = (11_700, 11_772)
        (upserting.absorbed, upserting.deviceDisorder) = (37, 4)
        return [upserting, FleetTally(reader: "report", topic: "positions")]
    }

    private var edges: [EdgeRow] {
        var ships = EdgeRow(group: "ships")
        (ships.devices, ships.made, ships.sent, ships.resent) = (40, 12_020, 11_934, 30)
        (ships.malformed, ships.buffered, ships.late) = (12, 400, 9)
        (ships.droppedAtEdge, ships.heldAtEnd) = (110, 6)
        (ships.darkSpans, ships.reconnects, ships.fallbacks, ships.failedAttempts) = (44, 43, 2, 90)
        (ships.darkTime, ships.longestDark) = (.seconds(88), .seconds(2.5))
        // Before the first in the alphabet: the scenario's order is kept.
        return [ships, EdgeRow(group: "cranes")]
    }

    private var honesty: HonestyBlock {
        var honesty = HonestyBlock()
        (honesty.asked, honesty.sent, honesty.late) = (12000, 11934, 3000)
        honesty.sendLagP99 = .milliseconds(3)
        honesty.sharesHost = true
        honesty.clock = MonotonicClock.name
        honesty.durability = ["acks": "all", "replication": "3"]
        honesty.clientSettings = ["producer": ["linger.ms": "5"], "reader dashboard": ["fetch.min.bytes": "1"]]
        honesty.caveats = ["The run was short."]
        return honesty
    }

    var scorecard: Scorecard {
        let finding = Finding(
            criterion: "live-tail", title: "Tail of the live reader", subject: "dashboard", rating: .yellow,
            value: 0.0173, shown: "p99 17.3 ms", bands: "green up to 10 ms", why: "Above green.", evidence: "v_tail")
        return Scorecard(
            trial: finished, overall: .yellow, verdict: "The live tail is yellow.",
            areas: [AreaScore(area: .workload, rating: .yellow, findings: [finding])], honesty: nil)
    }

    /// Stores the trial up to `end` seconds; all of them and its end where nil.
    func run(in store: ResultsStore, until end: Int? = nil) throws {
        try store.begin(manifest, phases: phases, readers: readers, bands: bands)
        for second in 0..<(end ?? seconds) { try store.append(batch(second), to: id) }
        if end == nil {
            try store.finish(finished, account: account)
            try store.storeRating(scorecard)
        }
    }
}
