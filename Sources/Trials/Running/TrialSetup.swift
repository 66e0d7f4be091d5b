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

    static let timeoutMs: Int32 = 10_000

    static func prepare(
        _ request: TrialRequest, id: String, connection: TargetConnection, cleanup: TopicCleanup
    ) async throws(TrialError) -> TrialSetup {
        try await WorkerThread.run(named: "prepare") { () throws(TrialError) in
            if let problem = DeadLetterRoutes.problem(in: request.scenario) { throw TrialError(.mismatch, problem) }
            let topics = try connection.prepare(
                request.scenario.topics, prefix: request.topicPrefix, onCreate: cleanup.created(topic:))
            try checkLanes(topics, request)
            let plan = TrialPlan(
                id: id, tag: .random(in: 1 ... .max), scenario: request.scenario, source: request.source,
                topics: topics, schemaIDs: try SchemaRegistration.ids(for: request, topics, cleanup))
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
        for name in plan.topics.names {
            // Not every user may describe configurations: then the durability block says that it is unknown.
            do throws(KafkaError) {
                setup.topicConfigurations[name] = try connection.admin.configuration(
                    ofTopic: name, timeoutMs: timeoutMs)
            } catch {
                setup.topicConfigurations[name] = ["unreadable": error.name]
            }
        }
        return setup
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
            clientVersion: ClientVersion.description,
            serviceLevel: plan.scenario.serviceLevel.map {
                ServiceLevelRecord(within: $0.within, share: $0.share, window: $0.window, period: $0.period)
            })
    }
}
