internal import Evidence
internal import KafkaWire

// Topics that are made, and what they are made of.
extension Check {
    static let topicCreationChecks = [createDefaults, replicationHonoured, manualAssignment]

    private static let createDefaults = Check(
        "topic.create-defaults", .admin, .topicAdmin, "A topic made without counts gets those of the brokers",
        why: "Deployments leave partitions and replicas to the cluster; fixed values make every topic alike.",
        expected: "-1 and -1 give num.partitions and default.replication.factor", since: "2.4 (KIP-464)",
        known: "Inkless makes of -1 one replica unless it manages them", remedy: "Name both counts",
        needs: [.api(19, atLeast: 4), .topicCreation]
    ) { probe in
        let keys = ["num.partitions", "default.replication.factor"]
        let broker = try await probe.brokerIDs().first ?? 0
        var defaults: [String?] = [nil, nil]
        do {
            let configs = try await probe.configs(of: .broker(broker), keys: keys)
            defaults = keys.map { configs[$0]?.value }
        } catch let error as WireError where error.kind != .cancelled {
            defaults = [nil, nil]
        }
        let name = probe.name("defaults")
        try await probe.space.awaitPartitions(defaults[0].flatMap { Int($0) } ?? 1)
        let answer = try await probe.createTopic(name, partitions: -1, replication: -1)
        guard answer.errorCode == .none else {
            try probe.expectNoRightMissing(answer.errorCode, "a topic with default counts")
            return .fail("A topic without counts is refused: \(answer.errorCode)", ["answer": "\(answer.errorCode)"])
        }
        probe.afterwards { try await probe.deleteTopic(name) }
        let topic = try await probe.awaitTopic(name, partitions: 1)
        let found = [String(topic.partitions.count), String(topic.replication)]
        let facts = ["partitions": found[0], "replicas": found[1]]
        let words = "\(found[0]) partitions of \(found[1]) replicas"
        guard defaults.allSatisfy({ $0 != nil }) else {
            return .pass("\(words); the brokers do not tell their defaults", facts)
        }
        return found == defaults
            ? .pass("\(words), as the brokers are set", facts)
            : .degraded("\(words), where the brokers are set to \(defaults[0] ?? "") and \(defaults[1] ?? "")", facts)
    }

    private static let replicationHonoured = Check(
        "topic.create-rf-honoured", .admin, .topicAdmin, "A topic with three replicas gets three, or an error",
        why: "Whoever asks for three copies must have them or know that there are none.",
        expected: "Three distinct replicas; with fewer brokers INVALID_REPLICATION_FACTOR (38)", since: "0.8",
        known: "AutoMQ makes it one, and min.insync.replicas too; Inkless of old refuses more than one",
        needs: [.topicCreation]
    ) { probe in
        let name = probe.name("three")
        try await probe.space.awaitPartitions(1)
        let answer = try await probe.createTopic(
            name, partitions: 1, replication: 3, configs: ["min.insync.replicas": "2"])
        var facts = [
            "brokers": probe.cluster.brokers < 3 ? "fewer than 3" : "3 or more", "answer": "\(answer.errorCode)",
        ]
        guard answer.errorCode == .none else {
            try probe.expectNoRightMissing(answer.errorCode, "a topic of three replicas")
            return probe.cluster.brokers < 3 && answer.errorCode == .invalidReplicationFactor
                ? .pass("Refused for want of brokers: \(answer.errorCode)", facts)
                : .degraded("Refused: \(answer.errorCode)", facts)
        }
        probe.afterwards { try await probe.deleteTopic(name) }
        let topic = try await probe.awaitTopic(name, partitions: 1)
        facts["replicas"] = "\(topic.replication)"
        let log = try await ProbeLog(topic: name, partition: 0, probe: probe)
        let written = try await probe.firstAnswer(within: .seconds(15)) { () -> BrokerCode? in
            let code = try await log.produce(RecordBatch([WireRecord(value: [1])])).errorCode
            return code.isTransient || code == .notEnoughReplicas ? nil : code
        }
        guard written == BrokerCode.none else {
            return .fail("Accepted, and cannot be written to: \(written?.description ?? "not enough replicas")", facts)
        }
        return topic.replication == 3
            ? .pass("Three replicas, written with min.insync.replicas 2", facts)
            : .degraded("Accepted, and silently made with \(topic.replication) replicas", facts)
    }

    private static let manualAssignment = Check(
        "topic.create-manual-assignment", .admin, .topicAdmin, "A replica assignment by hand is kept",
        why: "Tools that balance clusters or keep racks apart place replicas themselves.",
        expected: "Replicas in the given order; a broker that is not there is INVALID_REPLICA_ASSIGNMENT (39)",
        since: "0.10.1", known: "AutoMQ: POLICY_VIOLATION (44) for more than one replica; Inkless of old refuses",
        needs: [.topicCreation]
    ) { probe in
        let brokers = try await probe.brokerIDs()
        let wanted = brokers.count > 1 ? [[brokers[1], brokers[0]], [brokers[0], brokers[1]]] : [brokers, brokers]
        let name = probe.name("assigned")
        let answer = try await probe.createTopic(name, assignment: wanted)
        guard answer.errorCode == .none else {
            try probe.expectNoRightMissing(answer.errorCode, "a replica assignment")
            return .degraded("Refused: \(answer.errorCode)", ["assignment": "\(answer.errorCode)"])
        }
        _ = try await probe.awaitTopic(name, partitions: 2)
        let described = try await probe.describeTopic(name).partitions.sorted { $0.partitionIndex < $1.partitionIndex }
        guard described.map(\.replicaNodes) == wanted else {
            return .fail("The replicas are on other brokers than asked for", ["assignment": "not kept"])
        }
        let bad = try await probe.createTopic(probe.name("bad"), assignment: [[(brokers.max() ?? 0) + 1000]])
        let facts = ["assignment": "kept", "unknown broker": "\(bad.errorCode)"]
        switch bad.errorCode {
        case .none: return .fail("Replicas were placed on a broker that is not there", facts)
        case .invalidReplicaAssignment: return .pass("Kept in order; an unknown broker is \(bad.errorCode)", facts)
        default: return .degraded("Kept in order; an unknown broker is \(bad.errorCode)", facts)
        }
    }
}
