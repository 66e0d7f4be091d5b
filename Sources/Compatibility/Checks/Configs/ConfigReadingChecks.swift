internal import Evidence
internal import KafkaWire

// What a cluster tells of its configs.
extension Check {
    static let configReadingChecks = [describe, typesAndDocs, listResources]

    /// Every Kafka since 1.1 has these for a topic.
    private static let common = [
        "cleanup.policy", "compression.type", "delete.retention.ms", "file.delete.delay.ms", "flush.messages",
        "flush.ms", "index.interval.bytes", "max.message.bytes", "message.timestamp.type", "min.cleanable.dirty.ratio",
        "min.compaction.lag.ms", "min.insync.replicas", "preallocate", "retention.bytes", "retention.ms",
        "segment.bytes", "segment.index.bytes", "segment.jitter.ms", "segment.ms", "unclean.leader.election.enable",
    ]

    private static let describe = Check(
        "config.describe", .admin, .configs, "A topic's configs are told in full, each with where it comes from",
        why: "Tools that keep topics as declared compare these; a wrong source makes them change what is right.",
        expected: """
            All common configs; source 1 for what was set on the topic and a broker's or 5 for the rest; synonyms \
            from the nearest to the default; no value of a secret
            """,
        since: "1.1 (KIP-226)", known: "Redpanda's source of cleanup.policy was wrong until its commit 78fcff778e",
        needs: [.api(32, atLeast: 1), .topicCreation]
    ) { probe in
        let topic = try await probe.topic(configs: ["retention.ms": "7200000"])
        let configs = try await probe.eventually(within: .seconds(10), "the topic's configs") {
            let now = try await probe.configs(of: .topic(topic.name), synonyms: true)
            return now["retention.ms"]?.value == "7200000" || now["retention.ms"]?.configSource == 1 ? now : nil
        }
        let missing = common.filter { configs[$0] == nil }
        var facts = ["missing": missing.isEmpty ? "none" : missing.joined(separator: ", ")]
        guard let retention = configs["retention.ms"], retention.value == "7200000" else {
            return .fail("retention.ms is not what was set", facts)
        }
        let broker = try await probe.brokerIDs().first ?? 0
        let ofBroker = try await probe.configs(of: .broker(broker))
        if let leak = (Array(configs.values) + ofBroker.values).first(where: { $0.isSensitive && $0.value != nil }) {
            return .fail("\(leak.name) is marked as a secret, and its value is told", facts)
        }
        facts["source of what was set"] = "\(retention.configSource)"
        let strange = configs.values.filter { $0.name != "retention.ms" && !(2...5).contains($0.configSource) }
        let unordered = configs.values.filter { config in
            config.synonyms.map(\.source) != config.synonyms.map(\.source).sorted()
                || (config.synonyms.first.map { $0.source != config.configSource } ?? false)
        }
        let synonyms = retention.synonyms.first { $0.source == 1 }?.value == "7200000"
        facts["synonyms"] = synonyms ? "there" : "none"
        var differences: [String] = []
        if !missing.isEmpty { differences.append("missing: \(missing.joined(separator: ", "))") }
        if retention.configSource != 1 { differences.append("what was set has source \(retention.configSource)") }
        if !strange.isEmpty {
            differences.append("\(strange.map(\.name).sorted().joined(separator: ", ")) not from a broker or a default")
        }
        if !synonyms { differences.append("no synonyms") }
        if !unordered.isEmpty { differences.append("synonyms out of order") }
        return differences.isEmpty
            ? .pass("All \(common.count) common configs, with sources and synonyms", facts)
            : .degraded(differences.joined(separator: "; "), facts)
    }

    private static let typesAndDocs = Check(
        "config.types-docs", .admin, .configs, "Configs are told with their types and a documentation",
        why: "User interfaces check what is typed in, and explain it, from these.",
        expected: "Version 3 has a type and a text for every config of a topic", since: "2.6 (KIP-569)",
        needs: [.api(32, atLeast: 3)]
    ) { probe in
        let log = try await probe.log()
        let configs = try await probe.configs(of: .topic(log.topic), documentation: true, atLeast: 3)
        let untyped = configs.values.filter { $0.configType == 0 }.count
        let undocumented = configs.values.filter { ($0.documentation ?? "").isEmpty }.count
        let facts = ["without type": "\(untyped)", "without documentation": "\(undocumented)"]
        guard !configs.isEmpty else { return .fail("The topic has no configs", facts) }
        // min.insync.replicas has been an integer since it is there.
        if let known = configs["min.insync.replicas"], known.configType != 0, known.configType != 3 {
            return .fail("min.insync.replicas is said to be of type \(known.configType), not of 3, an integer", facts)
        }
        return untyped + undocumented == 0
            ? .pass("Types and texts for all \(configs.count) configs", facts)
            : .degraded("Of \(configs.count) configs \(untyped) have no type and \(undocumented) no text", facts)
    }

    private static let listResources = Check(
        "config.list-resources", .new, .configs, "What has configs of its own can be listed",
        why: "Without it nobody can find the groups and metric subscriptions that were once configured.",
        expected: "Version 0 lists subscriptions to client metrics; version 1 topics and brokers, too",
        since: "3.7 (KIP-714), 4.1 (KIP-1142)", needs: [.api(74, atLeast: 0), .api(44, atLeast: 0), .topicCreation]
    ) { probe in
        let subscription = probe.name("subscription")
        // It matches no client.
        let made = try await probe.alter(
            .clientMetrics(subscription),
            [
                .set("match", "client_id=\(subscription)"), .set("interval.ms", "3600000"),
                .set("metrics", "seatrial.none"),
            ])
        try probe.expectNone(made, "a subscription to client metrics")
        probe.afterwards {
            _ = try await probe.alter(
                .clientMetrics(subscription), [.delete("match"), .delete("interval.ms"), .delete("metrics")])
        }
        let version = try probe.version(of: ListConfigResourcesRequest.api)
        let listed = try await probe.firstAnswer(within: .seconds(10)) { () -> Bool? in
            let answer = try await probe.send(ListConfigResourcesRequest(), version: 0)
            try probe.expectNone(answer.errorCode, "ListConfigResources v0")
            return answer.configResources.contains { $0.resourceName == subscription } ? true : nil
        }
        guard listed == true else {
            return .fail("A subscription to client metrics is not listed", ["subscription": "not listed"])
        }
        guard (probe.offered(ListConfigResourcesRequest.api)?.upperBound ?? version) >= 1 else {
            return .unsupported(
                "Version 0 lists subscriptions, as it should; version 1 is not offered", ["highest": "0"])
        }
        let topic = try await probe.topic()
        let all = try await probe.firstAnswer(within: .seconds(10)) { () -> Bool? in
            let answer = try await probe.send(
                ListConfigResourcesRequest { $0.resourceTypes = [2, 4, 16] },
                version: try probe.version(of: ListConfigResourcesRequest.api, atLeast: 1))
            try probe.expectNone(answer.errorCode, "ListConfigResources v1")
            let names = answer.configResources
            return names.contains { $0.resourceType == 2 && $0.resourceName == topic.name }
                && names.contains { $0.resourceType == 4 }
                && names.contains { $0.resourceType == 16 && $0.resourceName == subscription } ? true : nil
        }
        return all == true
            ? .pass("A topic, brokers and a subscription are listed", ["highest": "1"])
            : .fail("Version 1 leaves out a topic, the brokers or a subscription", ["highest": "1"])
    }
}
