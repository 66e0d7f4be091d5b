internal import Evidence
internal import KafkaWire

// What the answer to a creation says, and how much may be created.
extension Check {
    static let topicResultChecks = [createResult, manyPartitions]

    private static let createResult = Check(
        "topic.create-result", .admin, .topicAdmin, "The answer to a creation tells what was made",
        why: "Tools show what a topic became, with the cluster's defaults in it, without asking a second time.",
        expected: "Partitions, replicas, and configs with their sources", since: "2.4 (KIP-525)",
        known: "Redpanda gives the full list of configs since its commit 41f9d664ba",
        needs: [.api(19, atLeast: 5), .topicCreation]
    ) { probe in
        let name = probe.name("result")
        let factor = Int16(min(3, probe.cluster.brokers))
        try await probe.space.awaitPartitions(2)
        let answer = try await probe.createTopic(
            name, partitions: 2, replication: factor, configs: ["retention.ms": "7200000"])
        try probe.expectNone(answer.errorCode, "a topic: \(answer.errorMessage ?? "")")
        probe.afterwards { try await probe.deleteTopic(name) }
        let configs = answer.configs ?? []
        let facts = [
            "counts": answer.numPartitions < 0 ? "none" : "there", "configs": configs.isEmpty ? "none" : "there",
        ]
        if answer.numPartitions < 0 || answer.replicationFactor < 0 || configs.isEmpty {
            return .degraded("The answer leaves out the counts or the configs", facts)
        }
        guard answer.numPartitions == 2, answer.replicationFactor == factor else {
            return .fail("\(answer.numPartitions) partitions and \(answer.replicationFactor) replicas are told", facts)
        }
        guard let retention = configs.first(where: { $0.name == "retention.ms" }), retention.value == "7200000" else {
            return .fail("retention.ms is not what was asked for", facts)
        }
        guard retention.configSource == 1, configs.contains(where: { $0.configSource > 1 }) else {
            return .degraded("The sources of the configs are not told apart", facts)
        }
        return .pass("Both counts, and configs with their sources", facts)
    }

    private static let manyPartitions = Check(
        "topic.partition-quota", .admin, .topicAdmin, "A topic of 100 partitions can be made, and a limit is an error",
        why: "Limits on partitions end deployments in the middle; they must be said, not felt as a time-out.",
        expected: "100 partitions with leaders; 20000 at once are made or refused with a code", since: "0.8",
        known: """
            AutoMQ answers THROTTLING_QUOTA_EXCEEDED (89); MSK Serverless and Event Hubs have caps of their own; \
            Kafka takes at most 10000 at once
            """,
        needs: [.topicCreation], limit: .seconds(180)
    ) { probe in
        let name = probe.name("many")
        try await probe.space.awaitPartitions(100)
        let answer = try await probe.createTopic(name, partitions: 100, replication: 1)
        var facts = ["100": "\(answer.errorCode)"]
        guard answer.errorCode == .none else {
            try probe.expectNoRightMissing(answer.errorCode, "a topic of 100 partitions")
            return answer.errorCode == .requestTimedOut
                ? .fail("100 partitions are a time-out", facts)
                : .degraded("100 partitions are refused: \(answer.errorCode)", facts)
        }
        probe.afterwards { try await probe.deleteTopic(name) }
        let topic = try await probe.awaitTopic(name, partitions: 100)
        let absurd = try await probe.createTopic(
            probe.name("absurd"), partitions: 20_000, replication: 1, validateOnly: true)
        facts["20000, only validated"] = "\(absurd.errorCode)"
        return topic.partitions.count == 100
            ? .pass("100 partitions have leaders; 20000, only validated: \(absurd.errorCode)", facts)
            : .fail("\(topic.partitions.count) partitions were made of 100", facts)
    }
}
