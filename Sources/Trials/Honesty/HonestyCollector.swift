internal import Evidence
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// Gathers the honesty block while the trial runs.
struct HonestyCollector: Sendable {
    private var block = HonestyBlock()
    private var sendLag = LatencyHistogram()
    private var host: [HostRow] = []
    private var clamped: UInt64 = 0
    private var negative: UInt64 = 0
    /// Negative delays since event time in a scenario whose devices have clocks that are off.
    private var ahead: UInt64 = 0

    /// A trial shorter than this says nothing about retention, tiering or ageing.
    private static let smokeBound = Nanoseconds.seconds(30 * 60)

    mutating func add(_ letter: WorkerSecond, measured plan: TrialPlan) {
        for row in letter.production where !plan.phases[row.phase].isWarmUp {
            block.asked += row.asked
            block.sent += row.sent
            block.late += row.late
            block.queueFull += row.queueFull
        }
        let hasSkewedClocks = plan.scenario.hasSkewedClocks
        for row in letter.latencies {
            clamped += row.histogram.clamped
            if hasSkewedClocks, row.kind == .business || row.kind == .edge {
                ahead += row.histogram.negative
            } else {
                negative += row.histogram.negative
            }
            if row.kind == .sendLag, !plan.phases[row.phase].isWarmUp { sendLag.merge(row.histogram) }
        }
    }

    mutating func add(_ row: HostRow) { host.append(row) }

    func block(
        setup: TrialSetup, request: TrialRequest, sent: [SendRecording], received: [ReceiveRecording]
    ) -> HonestyBlock {
        var block = block
        let limits = setup.plan.scenario.limits
        (block.cpuBound, block.stealBound, block.lateBound) = (limits.generatorCPU, limits.steal, limits.lateSends)
        block.sendLagP99 = sendLag.value(atPercentile: 99)
        block.histogramClamped = Int64(clamped)
        block.histogramNegative = Int64(negative)
        addHost(&block, plan: setup.plan)
        block.clock = MonotonicClock.name
        let trips = setup.connection.roundTripsNs.sorted()
        block.roundTripP50 = trips.isEmpty ? nil : Nanoseconds(Int64(trips[trips.count / 2]))
        block.roundTripMax = trips.last.map { Nanoseconds(Int64($0)) }
        block.sharesHost = HostFacts.isHere(setup.connection.metadata.brokers.map(\.host))
        block.durability = durability(setup, sent)
        block.clientVersion = ClientVersion.description
        let gateways = setup.producers.count
        // Of the own connections one for all: they differ in the client's name alone.
        for producer in sent where producer.producer < gateways || block.clientSettings["device connection"] == nil {
            guard !producer.settings.isEmpty else { continue }
            let name = producer.producer < gateways ? "producer \(producer.producer)" : "device connection"
            block.clientSettings[name] = request.redactProperties(producer.settings)
        }
        for member in received where member.member == 0 && !member.settings.isEmpty {
            block.clientSettings["reader \(member.reader)"] = request.redactProperties(member.settings)
        }
        block.kernel = HostFacts.kernel
        block.buildMode = HostFacts.buildMode
        block.caveats = caveats(block, setup)
        return block
    }

    /// Over the seconds of measured phases only: the generator may be busy with other things before and after.
    private func addHost(_ block: inout HonestyBlock, plan: TrialPlan) {
        let processors = Double(HostFacts.processors)
        block.processors = HostFacts.processors
        let measured = host.filter { row in
            plan.phases.contains {
                !$0.isWarmUp && Double(row.second) >= $0.start.seconds && Double(row.second) < $0.end.seconds
            }
        }
        guard !measured.isEmpty else { return }
        let shares = measured.map { $0.processCPU / processors }
        block.generatorCPUMax = shares.max() ?? 0
        block.generatorCPUMean = shares.reduce(0, +) / Double(shares.count)
        block.stealMax = measured.map(\.machineSteal).max() ?? 0
        block.stealMean = measured.map(\.machineSteal).reduce(0, +) / Double(measured.count)
        block.residentBytesMax = measured.map(\.residentBytes).max() ?? 0
    }

    private func durability(_ setup: TrialSetup, _ sent: [SendRecording]) -> [String: String] {
        var facts: [String: String] = [:]
        if let settings = sent.first?.settings {
            for name in ["acks", "enable.idempotence", "max.in.flight"] { facts[name] = settings[name] }
        }
        for (name, replication) in zip(setup.plan.topics.names, setup.plan.topics.replication) {
            facts["\(name): replication.factor"] = String(replication)
            let configuration = setup.topicConfigurations[name] ?? [:]
            if let reason = configuration["unreadable"] { facts["\(name): configuration"] = "unreadable (\(reason))" }
            for key in ["min.insync.replicas", "flush.messages", "flush.ms", "message.timestamp.type"] {
                if let value = configuration[key] { facts["\(name): \(key)"] = value }
            }
        }
        return facts
    }

    private func caveats(_ block: HonestyBlock, _ setup: TrialSetup) -> [String] {
        var caveats: [String] = []
        if setup.plan.end < HonestyCollector.smokeBound {
            caveats.append(
                "Smoke: \(setup.plan.end) of load says nothing about retention, tiering, compaction or ageing effects.")
        }
        if setup.connection.embedded != nil {
            caveats.append(
                "The embedded target is the lab cluster, inside this process: its figures say nothing about any "
                    + "real cluster.")
        } else if block.sharesHost == true {
            caveats.append(
                "A broker runs on the generator's host: they share processors, and no network is in between.")
        }
        if block.buildMode == "debug" {
            caveats.append("Seatrial itself is a debug build: its own share of latency and processor time is too high.")
        }
        if block.histogramClamped > 0 || block.histogramNegative > 0 {
            caveats.append(
                "\(block.histogramClamped.grouped) latencies were above the histogram's range, "
                    + "\(block.histogramNegative.grouped) below "
                    + "zero.")
        }
        if ahead > 0 {
            caveats.append(
                "\(Int64(ahead).grouped) delays since event time were below zero and are recorded as 0: the devices' clocks "
                    + "are off, as the scenario wants it.")
        }
        return caveats + block.saturation.map { "Generator-bound: \($0)." }
    }
}

extension Scenario {
    fileprivate var hasSkewedClocks: Bool { fleet.contains { $0.mess.clockSkew > .zero } }
}
