package import Evidence
package import LoadEngine
package import Quantities
package import ScenarioModel
package import Workloads

/// Everything about a trial that is fixed before the first event: phases in time, lanes, groups, arrivals.
package struct TrialPlan: Sendable {
    package var id: String
    /// Tells this trial's events from others.
    package var tag: UInt64
    package var scenario: Scenario
    package var source: LoadSource
    package var topics: PreparedTopics
    package var tables: PlanTables
    package var phases: [PhaseRecord]
    /// What a Schema Registry calls the schemas of firmware versions; empty without one.
    package var schemaIDs: [String: UInt32]

    package init(
        id: String, tag: UInt64, scenario: Scenario, source: LoadSource = .fleet, topics: PreparedTopics,
        schemaIDs: [String: UInt32] = [:]
    ) {
        self.id = id
        self.tag = tag
        self.schemaIDs = schemaIDs
        var scenario = scenario
        scenario.readers += DeadLetterRoutes.auditors(of: scenario)
        self.scenario = scenario
        self.source = source
        self.topics = topics
        let tables = PlanTables(
            scenario: scenario, source: source, partitions: topics.partitions, schemaIDs: schemaIDs)
        self.tables = tables
        var start = Nanoseconds.zero
        let planned = TrialPlan.planned(scenario, source, tables)
        phases = scenario.phases.enumerated().map { number, phase in
            defer { start = start + phase.duration }
            return PhaseRecord(
                number: number, name: phase.name, isWarmUp: phase.kind == .warmUp, start: start,
                end: start + phase.duration, planned: planned[number])
        }
    }

    /// Events of each phase; a replay has one.
    private static func planned(_ scenario: Scenario, _ source: LoadSource, _ tables: PlanTables) -> [Int64] {
        switch source {
        case .fleet:
            let load = PlannedLoad(scenario: scenario, tables: tables)
            return scenario.phases.indices.map { Int64(load.expectedEvents(phase: $0).rounded()) }
        case .trace(let replay):
            return [replay.events]
        }
    }

    /// The trial's producers by number.
    package var layout: ProducerLayout { ProducerLayout(scenario: scenario) }

    package var end: Nanoseconds { phases.last?.end ?? .zero }

    package var phaseClock: PhaseClock {
        PhaseClock(endsNs: phases.map { UInt64($0.end.rawValue) }, isWarmUp: phases.map(\.isWarmUp))
    }

    package func start(ofPhase name: String) -> Nanoseconds? { phases.first { $0.name == name }?.start }

    /// The lanes of a scenario's topic.
    package func lanes(ofTopic name: String) -> Range<Int> {
        guard let topic = scenario.topics.firstIndex(where: { $0.name == name }) else { return 0..<0 }
        let base = topics.partitions.prefix(topic).reduce(0, +)
        return base..<base + topics.partitions[topic]
    }

    package func clusterName(ofTopic name: String) -> String {
        scenario.topics.firstIndex { $0.name == name }.map { topics.names[$0] } ?? name
    }

    package func group(of reader: Reader) -> String { "seatrial-\(id)-\(reader.name)" }

    /// Planned arrivals on one partition of a topic at load 100 %, in events a second.
    package func arrivals(perPartitionOf topic: String) -> Double {
        let rate =
            switch source {
            case .fleet: scenario.fleet.filter { $0.topic == topic }.reduce(0) { $0 + $1.rate }
            case .trace(let replay):
                scenario.topics.firstIndex { $0.name == topic }.map { replay.rate(ofTopic: $0) } ?? 0
            }
        return rate / Double(max(1, lanes(ofTopic: topic).count))
    }

    package var readerRecords: [ReaderRecord] {
        scenario.readers.map { reader in
            ReaderRecord(
                name: reader.name, role: recordedRole(of: reader), group: group(of: reader), members: reader.members,
                topics: reader.topics.map(clusterName), limit: reader.role.limit,
                deadLetters: reader.deadLetters.map(clusterName), upserts: reader.upserts, schema: reader.schema)
        }
    }

    /// A live reader of nothing but dead letters is none whose latency anybody waits for.
    func recordedRole(of reader: Reader) -> String {
        let letters = reader.topics.allSatisfy { DeadLetterRoutes.feeder(of: $0, in: scenario) != nil }
        return reader.role == .live && letters ? DeadLetterRoutes.role : reader.role.name
    }

    /// Numbers of the devices that send to a scenario's topic.
    func devices(ofTopic name: String) -> [Range<Int>] {
        guard let topic = scenario.topics.firstIndex(where: { $0.name == name }) else { return [] }
        return tables.roster.groups.filter { $0.topic == topic }.map { $0.first..<$0.first + $0.devices }
    }

    package var bandRecords: [BandsRecord] {
        scenario.criteria.map {
            BandsRecord(criterion: $0.id, green: $0.green, yellow: $0.yellow, percentile: $0.percentile)
        }
    }
}

extension Reader.Role {
    /// The most events a second that the reader handles, over all members, when it is held back.
    package var limit: Double? {
        switch self {
        case .live: nil
        case .paused(let outage): outage.limit
        case .slow(let limit): limit
        case .replay(_, let limit): limit
        }
    }
}
