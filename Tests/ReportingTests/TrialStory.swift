import Evidence
import Foundation
import Quantities

/// Synthetic evidence of a trial that never ran, second by second, told as a story.
///
/// A port's fleet warms up for 5 s and sends steadily; at 0:18 a broker goes away for 4 s; from 0:25 the archive is
/// away while the dashboard reads on; at 0:40 the archive comes back and catches up beside live traffic until 0:52.
struct TrialStory {
    var rate = 20_000
    var seconds = 60
    var warmUp = 0..<5
    /// Seconds without an acknowledgement or a delivery.
    var brokerOutage: Range<Int>? = 18..<22
    var archiveAway: Range<Int>? = 25..<40
    var catchUp: Range<Int>? = 40..<52
    var partitions = 12
    /// The hot partition's share of the events, as a multiple of the others'.
    var hotShare = 3

    /// Every latency but a stall's, as a multiple of the ordinary story's.
    var slowness = 1.0

    private let topic = "positions"

    var evidence: TrialEvidence {
        var evidence = TrialEvidence(manifest: manifest)
        evidence.phases = phases
        evidence.readers = [
            ReaderRecord(name: "archive", role: "paused", group: "seatrial-archive", members: 2, topics: [topic]),
            ReaderRecord(name: "dashboard", role: "live", group: "seatrial-dashboard", members: 2, topics: [topic]),
        ]
        let spreads = Spreads(count: rate, slowness: slowness)
        for second in 0..<seconds { observe(second, spreads, in: &evidence) }
        evidence.incidents = incidents
        account(in: &evidence)
        return evidence
    }

    // MARK: the plan

    var manifest: TrialManifest {
        TrialManifest(
            id: "20261121-021530-7f3a", scenario: "reader-outage", title: "An archive is away and catches up",
            scenarioText:
                "# The archive's outage at a port\nname: reader-outage\nfleet:\n  - name: trucks\n    rate: 20000\n",
            overrides: ["--scale 1"], target: "lab", isEmbedded: false,
            brokers: ["1 kafka-1:9092", "2 kafka-2:9092", "3 kafka-3:9092"], seed: 7, scale: 1,
            startedAt: 1_795_227_330_000_000_000, finishedAt: 1_795_227_394_000_000_000, state: .finished,
            host: "generator-1", process: 4242, bootID: "b00t", seatrialVersion: "0.1.0",
            clientVersion: "librdkafka 2.0.2")
    }

    private var phases: [PhaseRecord] {
        var edges = [("warm-up", warmUp.lowerBound), ("steady", warmUp.upperBound)]
        if let archiveAway { edges.append(("archive away", archiveAway.lowerBound)) }
        if let catchUp { edges.append(("recovery", catchUp.lowerBound)) }
        let ends = edges.dropFirst().map(\.1) + [seconds]
        return zip(edges, ends).enumerated().filter { $0.element.0.1 < $0.element.1 }.map { number, span in
            PhaseRecord(
                number: number, name: span.0.0, isWarmUp: span.0.0 == "warm-up", start: .seconds(Double(span.0.1)),
                end: .seconds(Double(span.1)), planned: Int64((span.1 - span.0.1) * rate))
        }
    }

    private func phase(at second: Int) -> Int {
        phases.last { $0.start.seconds <= Double(second) }?.number ?? 0
    }

    // MARK: what was observed

    private func observe(_ second: Int, _ spreads: Spreads, in evidence: inout TrialEvidence) {
        let phase = phase(at: second)
        let isOut = brokerOutage?.contains(second) ?? false
        let isBack = second == brokerOutage?.upperBound
        let missed = isBack ? (brokerOutage?.count ?? 0) * rate : 0

        var production = ProductionRow(second: second, phase: phase)
        production.asked = Int64(rate)
        // The client's queue holds one second's events; the rest wait in the schedule.
        production.sent = Int64(isOut && second != brokerOutage?.lowerBound ? 0 : rate + (isBack ? missed - rate : 0))
        production.sentBytes = production.sent * 256
        production.acked = Int64(isOut ? 0 : rate + missed)
        production.late = Int64(isBack ? missed - rate : 0)
        production.queueFull = isOut ? 3 : 0
        evidence.production.append(production)
        evidence.host.append(
            HostRow(
                second: second, processCPU: 0.8, machineBusy: 0.5, machineSteal: 0.002, residentBytes: 90 << 20))

        let isCatchingUp = catchUp?.contains(second) ?? false
        if !isOut {
            let ordinary = isCatchingUp ? spreads.busy : spreads.calm
            record(.ack, nil, spreads.ack, missed, second, phase, &evidence)
            record(.intended, "dashboard", ordinary, missed, second, phase, &evidence)
            // The service time knows only the second that waited in the client.
            var forgiving = ordinary
            forgiving.record(microseconds: 2_000, count: UInt64(max(0, missed - rate)))
            record(.service, "dashboard", forgiving, min(missed, rate), second, phase, &evidence)
            deliver(rate + missed, to: "dashboard", second, phase, &evidence)
            readArchive(second, phase, missed, spreads.archive, &evidence)
        }
        sampleLag(second, isOut, &evidence)
    }

    /// Adds a latency row whose first `stalled` events waited for the broker, evenly from nothing to the whole outage.
    private func record(
        _ kind: LatencyKind, _ reader: String?, _ histogram: LatencyHistogram, _ stalled: Int, _ second: Int,
        _ phase: Int, _ evidence: inout TrialEvidence
    ) {
        var histogram = histogram
        for step in 0..<100 where stalled > 0 {
            let longest = Double(stalled) / Double(rate)
            histogram.record(
                microseconds: UInt64(longest * Double(step + 1) * 10_000), count: UInt64(stalled / 100))
        }
        evidence.latencies.append(
            LatencyRow(second: second, phase: phase, kind: kind, reader: reader, histogram: histogram))
    }

    private func deliver(
        _ count: Int, to reader: String, _ second: Int, _ phase: Int, _ evidence: inout TrialEvidence
    ) {
        var row = DeliveryRow(second: second, phase: phase, reader: reader)
        row.delivered = Int64(count)
        row.deliveredBytes = row.delivered * 256
        evidence.deliveries.append(row)
    }

    private func readArchive(
        _ second: Int, _ phase: Int, _ missed: Int, _ spread: LatencyHistogram, _ evidence: inout TrialEvidence
    ) {
        guard !(archiveAway?.contains(second) ?? false) else { return }
        var count = rate + missed
        if let catchUp, catchUp.contains(second), let archiveAway { count += archiveAway.count * rate / catchUp.count }
        deliver(count, to: "archive", second, phase, &evidence)
        guard !(catchUp?.contains(second) ?? false) else { return }
        record(
            .intended, "archive", spread, missed, second, phase, &evidence)
    }

    // MARK: lag

    private func sampleLag(_ second: Int, _ isOut: Bool, _ evidence: inout TrialEvidence) {
        let live = (0..<partitions).map { Int64(rate / partitions / 5 + $0 % 4) }
        evidence.lag.append(
            LagRow(
                second: second, reader: "dashboard", topic: topic, committedLag: live.map { $0 },
                positionLag: live.map { $0 / 20 }))
        let behind = (0..<partitions).map { archiveLag(second, partition: $0) }
        let isAway = archiveAway?.contains(second) ?? false
        evidence.lag.append(
            LagRow(
                second: second, reader: "archive", topic: topic, committedLag: zip(behind, live).map { $0 + $1 },
                positionLag: behind.map { isAway ? nil : $0 }))
    }

    /// Grows while the archive is away; the hot partition, number 3, is the last to be drained.
    private func archiveLag(_ second: Int, partition: Int) -> Int64 {
        guard let archiveAway, let catchUp else { return 0 }
        let share = partition == 3 ? hotShare : 1
        let perSecond = rate * share / (partitions - 1 + hotShare)
        let backlog = archiveAway.count * perSecond
        if archiveAway.contains(second) { return Int64((second - archiveAway.lowerBound + 1) * perSecond) }
        guard catchUp.contains(second) else { return 0 }
        let time = partition == 3 ? catchUp.count : catchUp.count * 2 / 3
        return Int64(max(0, backlog - backlog * (second - catchUp.lowerBound + 1) / time))
    }

    private var incidents: [Incident] {
        var incidents = phases.map { Incident(at: $0.start, kind: "phase", text: "phase \($0.name) began") }
        if let brokerOutage {
            incidents += [
                Incident(at: .seconds(Double(brokerOutage.lowerBound)), kind: "drill", text: "broker 2 stopped"),
                Incident(
                    at: .seconds(Double(brokerOutage.lowerBound) + 1.2), severity: .warning, kind: "client-error",
                    text: "kafka-2:9092: connection refused (after 3 ms in state CONNECT)"),
                Incident(at: .seconds(Double(brokerOutage.upperBound)), kind: "drill", text: "broker 2 started"),
            ]
        }
        if let catchUp {
            incidents.append(
                Incident(at: .seconds(Double(catchUp.lowerBound)), kind: "rebalance", text: "archive has 12 partitions")
            )
        }
        return incidents
    }
}

/// The distributions that most seconds share.
private struct Spreads {
    var ack: LatencyHistogram
    var calm: LatencyHistogram
    /// While the archive catches up.
    var busy: LatencyHistogram
    var archive: LatencyHistogram

    init(count: Int, slowness: Double) {
        ack = Spread(median: 700 * slowness, p99: 5_000 * slowness).histogram(count)
        calm = Spread(median: 1_500 * slowness, p99: 9_000 * slowness).histogram(count)
        busy = Spread(median: 3_000 * slowness, p99: 48_000 * slowness).histogram(count)
        archive = Spread(median: 2_000 * slowness, p99: 20_000 * slowness).histogram(count)
    }
}

/// A plausible latency distribution, log-logistic by its median and p99 in microseconds.
struct Spread {
    var median: Double
    var p99: Double

    /// `count` events, those beyond the last whole event's odds left to the one before.
    func histogram(_ count: Int) -> LatencyHistogram {
        var histogram = LatencyHistogram()
        var passed = 0
        var share = 0.0
        while passed < count {
            // Steps get finer towards the tail: a sixth of what is left each time.
            share += (1 - share) / 6
            let upTo = max(passed + 1, Int(Double(count) * share))
            let middle = (Double(passed) + Double(upTo)) / 2 / Double(count)
            let odds = middle / max(1 - middle, 0.5 / Double(count))
            let latency = median * power(p99 / median, of: odds)
            histogram.record(microseconds: UInt64(max(1, latency)), count: UInt64(min(upTo, count) - passed))
            passed = upTo
        }
        return histogram
    }

    /// `base` to the power of ln(odds)/ln(99), which is 0 at the median and 1 at p99.
    private func power(_ base: Double, of odds: Double) -> Double { exp(log(base) * log(odds) / log(99)) }
}
