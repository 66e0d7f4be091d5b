internal import Evidence
internal import KafkaWire

// The topics that Kafka Streams makes for itself.
extension Check {
    static let streamsTopicChecks = [internalTopics]

    private static let internalTopics = Check(
        "streams.internal-topics", .core, .streams, "Topics can be made with the configs that Streams gives them",
        why: "A Streams application makes them at its start, and does not start where one config is refused.",
        expected: "Changelog, windowed changelog and repartition topic are made, and described as asked for",
        since: "1.0", known: "MSK Serverless refuses segment.bytes",
        remedy: "Make the topics beforehand, without the refused config",
        needs: [.topicCreation]
    ) { probe in
        let kinds: [(String, [String: String])] = [
            ("changelog", ["cleanup.policy": "compact", "message.timestamp.type": "CreateTime"]),
            (
                "windowed-changelog",
                [
                    "cleanup.policy": "compact,delete", "retention.ms": "172800000",
                    "message.timestamp.type": "CreateTime",
                ]
            ),
            (
                "repartition",
                [
                    "cleanup.policy": "delete", "segment.bytes": "52428800", "retention.ms": "-1",
                    "message.timestamp.type": "CreateTime",
                ]
            ),
        ]
        var facts: [String: String] = [:]
        var different: [String] = []
        for (kind, configs) in kinds {
            let name = probe.name(kind)
            let answer = try await probe.createTopic(
                name, partitions: 1, replication: Int16(min(3, probe.cluster.brokers)), configs: configs)
            facts[kind] = "\(answer.errorCode)"
            if answer.errorCode != .none { continue }
            _ = try await probe.awaitTopic(name, partitions: 1)
            for (key, value) in configs.sorted(by: { $0.key < $1.key })
            where Set((try await probe.topicConfig(name, key) ?? "").split(separator: ","))
                != Set(value.split(separator: ","))
            {
                different.append("\(kind) \(key)")
            }
        }
        let refused = facts.filter { $0.value != "\(BrokerCode.none)" }.map { "\($0.key): \($0.value)" }.sorted()
        guard refused.isEmpty else { return .fail("Refused: \(refused.joined(separator: "; "))", facts) }
        return different.isEmpty
            ? .pass("All three, with their configs", facts)
            : .degraded("Made, but described otherwise: \(different.joined(separator: ", "))", facts)
    }
}
