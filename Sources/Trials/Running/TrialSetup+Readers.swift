internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

extension TrialSetup {
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

    /// One reader, its group standing where it is to start.
    static func prepare(
        _ reader: Reader, _ plan: TrialPlan, _ connection: TargetConnection, _ partitions: [TopicPartition],
        starts: [TopicPartition], ends: [TopicPartition]
    ) throws(KafkaError) -> ReaderSetup {
        let group = plan.group(of: reader)
        let members = max(reader.members, reader.scaleOut?.members ?? 0)
        let properties = ClientProperties.reader(connection.properties, reader, members: members, group: group)
        let script = ReaderScript(reader, plan: plan)
        let lanes = reader.topics.map(plan.lanes).flatMap { Array($0) }.sorted()
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
        return ReaderSetup(
            reader: reader, script: script,
            control: ReaderControl(
                members: members, active: reader.members, positions: positions, mode: script.initial,
                isHeldBack: isSlow || script.readsFromStart),
            plan: receivePlan(reader, plan, connection, lanes: partitions.count, properties: properties),
            admin: admin, lanes: lanes)
    }

    private static func receivePlan(
        _ reader: Reader, _ plan: TrialPlan, _ connection: TargetConnection, lanes: Int, properties: [String: String]
    ) -> ReceivePlan {
        let ranges = reader.topics.map(plan.lanes)
        let names = reader.topics.map(plan.clusterName)
        return ReceivePlan(
            reader: reader.name, trial: plan.tag, topics: names, laneBase: ranges.map(\.lowerBound),
            partitions: ranges.map(\.count), lanes: lanes,
            producers: ProducerLayout(scenario: plan.scenario).producers, phases: plan.phaseClock,
            settings: properties, limit: reader.role.limit, ownsTopics: names.allSatisfy(plan.topics.created.contains),
            letterSources: reader.topics.map { topic in
                DeadLetterRoutes.feeder(of: topic, in: plan.scenario)?.topics.first.map {
                    plan.lanes(ofTopic: $0).count
                }
            },
            inspection: inspection(of: reader, plan, connection))
    }

    /// nil for a reader that takes values as they are.
    private static func inspection(
        of reader: Reader, _ plan: TrialPlan, _ connection: TargetConnection
    ) -> InspectionPlan? {
        guard reader.deadLetters != nil || reader.upserts || reader.schema != nil else { return nil }
        let firmware = plan.scenario.firmware
        let letters = reader.deadLetters.map { topic in
            DeadLetterPlan(
                topic: plan.clusterName(ofTopic: topic), partitions: plan.lanes(ofTopic: topic).count,
                settings: ClientProperties.deadLetters(connection.properties, plan.scenario.producers, reader),
                commitNs: UInt64(max(0, reader.commitInterval.rawValue)))
        }
        return InspectionPlan(
            book: SchemaBook(firmware, registered: plan.schemaIDs), deadLetters: letters,
            devices: reader.upserts ? plan.tables.roster.deviceCount : nil,
            schema: reader.schema.flatMap { version in firmware.firstIndex { $0.version == version } })
    }
}
