internal import Evidence
internal import Foundation
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

/// Everything that exists before the load: topics, starting offsets, clients, planners.
struct TrialSetup: Sendable {
    /// One reader, ready to be started.
    struct ReaderSetup: Sendable {
        var reader: Reader
        var script: ReaderScript
        var control: ReaderControl
        var plan: ReceivePlan
        var admin: Admin
        /// The lanes it reads, ascending.
        var lanes: [Int]
    }

    var manifest: TrialManifest
    var plan: TrialPlan
    var connection: TargetConnection
    var partitions: [TopicPartition]
    var producers: [Producer]
    /// Of the gateways, then of the loops of own connections.
    var sendPlans: [SendPlan]
    var connections: [ConnectionSetup]
    let crew = ConnectionCrew()
    var readers: [ReaderSetup]
    var topicConfigurations: [String: [String: String]]

    private static let timeoutMs: Int32 = 10_000

    static func prepare(
        _ request: TrialRequest, id: String, connection: TargetConnection, cleanup: TopicCleanup
    ) async throws(TrialError) -> TrialSetup {
        try await WorkerThread.run(named: "prepare") { () throws(TrialError) in
            let topics = try connection.prepare(
                request.scenario.topics, prefix: request.topicPrefix, onCreate: cleanup.created)
            try checkLanes(topics, request)
            let plan = TrialPlan(
                id: id, tag: .random(in: 1 ... .max), scenario: request.scenario, source: request.source,
                topics: topics)
            if plan.layout.connections > 0,
                let problem = ProcessRoom.problem(
                    connections: plan.layout.connections, brokers: connection.metadata.brokers.count)
            {
                throw TrialError(.mismatch, problem)
            }
            do throws(KafkaError) {
                return try clients(request, plan, connection)
            } catch {
                throw TrialError(.target, "target '\(request.target.name)': \(error)")
            }
        }
    }

    /// A replay sends each event to the partition it was captured on, and so needs the same number of them.
    private static func checkLanes(_ topics: PreparedTopics, _ request: TrialRequest) throws(TrialError) {
        guard case .trace = request.source else { return }
        for (index, topic) in request.scenario.topics.enumerated() where topics.partitions[index] != topic.partitions {
            throw TrialError(
                .mismatch,
                "topic '\(topics.names[index])' has \(topics.partitions[index]) partitions on target "
                    + "'\(request.target.name)', the trace has \(topic.partitions): delete it so that the trial creates "
                    + "it, or set --topic-prefix to a name that is not there")
        }
    }

    private static func clients(
        _ request: TrialRequest, _ plan: TrialPlan, _ connection: TargetConnection
    ) throws(KafkaError) -> TrialSetup {
        let partitions = plan.tables.lanes.map { lane in
            TopicPartition(topic: plan.topics.names[lane.topic], partition: lane.partition)
        }
        let admin = connection.admin
        let starts = try admin.patiently { () throws(KafkaError) in
            try admin.offsets(.start, of: partitions, timeoutMs: timeoutMs)
        }
        let ends = try admin.patiently { () throws(KafkaError) in
            try admin.offsets(.end, of: partitions, timeoutMs: timeoutMs)
        }
        var setup = TrialSetup(
            manifest: manifest(request, plan, connection), plan: plan, connection: connection, partitions: partitions,
            producers: [], sendPlans: [], connections: [], readers: [],
            topicConfigurations: [:])
        for reader in plan.scenario.readers {
            setup.readers.append(try prepare(reader, plan, connection, partitions, starts: starts, ends: ends))
        }
        for number in 0..<plan.scenario.producers.count {
            let properties = ClientProperties.producer(connection.properties, plan.scenario.producers, number: number)
            let producer = try Producer(settings: properties, topics: plan.topics.names)
            try admin.patiently { () throws(KafkaError) in try producer.connect(timeoutMs: timeoutMs) }
            setup.producers.append(producer)
            setup.sendPlans.append(
                SendPlan(
                    producer: number, share: .gateway(number, of: plan.scenario.producers.count), trial: plan.tag,
                    tables: plan.tables, topicCount: plan.topics.names.count, phases: plan.phaseClock))
        }
        setup.connections = try connections(plan, connection, crew: setup.crew)
        setup.sendPlans += setup.connections.map(\.plan)
        if connection.embedded == nil {
            for name in plan.topics.names {
                // Not every user may describe configurations: then the durability block says that it is unknown.
                do throws(KafkaError) {
                    setup.topicConfigurations[name] = try connection.admin.configuration(
                        ofTopic: name, timeoutMs: timeoutMs)
                } catch {
                    setup.topicConfigurations[name] = ["unreadable": error.name]
                }
            }
        }
        return setup
    }

    /// Waits until the group has a coordinator that serves this user; a commit would wait without a bound.
    private static func awaitGroup(
        _ group: String, _ admin: Admin, _ partitions: [TopicPartition]
    ) throws(KafkaError) {
        var last = KafkaError.timeout("find the coordinator of group '\(group)'")
        for _ in 0..<20 {
            do throws(KafkaError) {
                _ = try admin.committed(partitions, timeoutMs: 1000)
                return
            } catch {
                last = error
            }
            // librdkafka tries again for ever, so what it notes on the way decides: a refusal ends the wait.
            for notice in admin.awaitNotices(timeoutMs: 50) where notice.kind == .error {
                let reported = KafkaError(
                    code: notice.code, operation: "find the coordinator of group '\(group)'", reason: notice.text)
                if reported.isRefusal { throw reported }
            }
            if last.isRefusal { break }
        }
        throw last
    }

    private static func prepare(
        _ reader: Reader, _ plan: TrialPlan, _ connection: TargetConnection, _ partitions: [TopicPartition],
        starts: [TopicPartition], ends: [TopicPartition]
    ) throws(KafkaError) -> ReaderSetup {
        let group = plan.group(of: reader)
        let properties = ClientProperties.reader(connection.properties, reader, group: group)
        let script = ReaderScript(reader, plan: plan)
        let ranges = reader.topics.map(plan.lanes)
        let lanes = ranges.flatMap { Array($0) }.sorted()
        let begin = script.readsFromStart ? starts : ends
        var positions = [Int64](repeating: -1, count: partitions.count)
        for lane in lanes { positions[lane] = begin[lane].offset ?? 0 }
        var adminProperties = connection.properties
        adminProperties["group.id"] = group
        let admin = try Admin(settings: adminProperties)
        if !script.readsFromStart {
            try awaitGroup(group, admin, lanes.map { ends[$0] })
            try admin.patiently { () throws(KafkaError) in try admin.commit(lanes.map { ends[$0] }) }
        }
        let isSlow = if case .slow = reader.role { true } else { false }
        let names = reader.topics.map(plan.clusterName)
        return ReaderSetup(
            reader: reader, script: script,
            control: ReaderControl(
                members: reader.members, positions: positions, mode: script.initial,
                isHeldBack: isSlow || script.readsFromStart),
            plan: ReceivePlan(
                reader: reader.name, trial: plan.tag, topics: names, laneBase: ranges.map(\.lowerBound),
                partitions: ranges.map(\.count), lanes: partitions.count, producers: plan.layout.producers,
                phases: plan.phaseClock, settings: properties,
                limit: reader.role.limit.map { $0 / Double(reader.members) },
                ownsTopics: names.allSatisfy(plan.topics.created.contains)),
            admin: admin, lanes: lanes)
    }

    private static func manifest(
        _ request: TrialRequest, _ plan: TrialPlan, _ connection: TargetConnection
    ) -> TrialManifest {
        TrialManifest(
            id: plan.id, scenario: plan.scenario.name, title: plan.scenario.title,
            scenarioText: request.scenarioText, overrides: request.overrides, expects: plan.scenario.expects.rawValue,
            target: request.target.name, architecture: request.target.architecture.rawValue,
            isEmbedded: request.target.isEmbedded,
            brokers: connection.metadata.brokers.map { "\($0.id) \($0.host):\($0.port)" }, seed: plan.scenario.seed,
            scale: request.scale, startedAt: TrialRunner.wallClock(), host: HostFacts.name,
            process: HostFacts.process, bootID: HostFacts.bootID, seatrialVersion: request.version,
            clientVersion: ClientVersion.description)
    }
}
