internal import Evidence
internal import KafkaWire

// Whether asking for a topic makes it.
extension Check {
    static let autoCreationChecks = [autoCreateOff, autoCreateOn]

    private static func ask(_ name: String, allow: Bool, _ probe: Probe) async throws -> MetadataResponse.Topic {
        let answer = try await probe.send(
            MetadataRequest {
                $0.topics = [.init { $0.name = name }]
                $0.allowAutoTopicCreation = allow
            }, atLeast: 4)
        guard let topic = answer.topics.first(where: { $0.name == name }) else {
            throw CheckOutcome.fail("The metadata has no entry for the topic that was asked for")
        }
        return topic
    }

    private static let autoCreateOff = Check(
        "meta.autocreate-off", .core, .metadata,
        "A look at an unknown topic does not make it where that is not allowed",
        why: "A mistyped name must be an error, and not a new empty topic that somebody writes to.",
        expected: "UNKNOWN_TOPIC_OR_PARTITION (3), and the topic is not there afterwards", since: "0.11 (KIP-204)",
        known: "librdkafka's mock makes it, having Metadata up to version 2 only",
        needs: [.api(3, atLeast: 4), .topicCreation]
    ) { probe in
        let name = probe.name("absent")
        probe.afterwards { try await probe.deleteTopic(name) }
        let first = try await ask(name, allow: false, probe)
        // A topic that is asked for later and is there: by then the other one would be, too.
        _ = try await probe.topic(suffix: "fence")
        let later = try await ask(name, allow: false, probe)
        let facts = ["answer": "\(first.errorCode)", "made": later.errorCode == .none ? "yes" : "no"]
        if first.errorCode == .none || later.errorCode == .none { return .fail("The topic was made", facts) }
        return first.errorCode == .unknownTopicOrPartition
            ? .pass("\(first.errorCode), and it was not made", facts)
            : .degraded("It was not made, but the answer is \(first.errorCode)", facts)
    }

    private static let autoCreateOn = Check(
        "meta.autocreate-on", .extended, .metadata, "A look at an unknown topic makes it where the brokers are set so",
        why: "Applications that were never given their topics run on one cluster, and wait for ever on the next.",
        expected: "The topic appears where auto.create.topics.enable is true, else UNKNOWN_TOPIC_OR_PARTITION (3)",
        since: "0.8", known: "Tansu never makes topics by itself; kafka-go had trouble on Redpanda",
        remedy: "Create topics beforehand", needs: [.api(3, atLeast: 4), .topicCreation]
    ) { probe in
        let broker = try await probe.brokerIDs().first ?? 0
        var policy: String?
        do {
            policy = try await probe.configs(of: .broker(broker), keys: ["auto.create.topics.enable"])[
                "auto.create.topics.enable"]?.value
        } catch let error as WireError where error.kind != .cancelled {
            policy = nil
        } catch let outcome as CheckOutcome where outcome.verdict == .unsupported {
            policy = nil
        }
        let name = probe.name("made")
        try await probe.space.awaitPartitions(1)
        probe.space.noteMade(name)
        probe.afterwards { try await probe.deleteTopic(name) }
        let first = try await ask(name, allow: true, probe)
        try probe.expectRightToCreate(first.errorCode)
        if policy == "false" { _ = try await probe.topic(suffix: "fence") }
        let appeared = try await probe.firstAnswer(within: policy == "false" ? .seconds(1) : .seconds(15)) {
            let now = try await ask(name, allow: policy != "false", probe)
            return now.errorCode == .none && !now.partitions.isEmpty && now.partitions.allSatisfy { $0.leaderID >= 0 }
                ? true : nil
        }
        let made = appeared == true
        let facts = [
            "auto.create.topics.enable": policy ?? "not told", "first answer": "\(first.errorCode)",
            "made": made ? "yes" : "no",
        ]
        switch (policy, made) {
        case ("true", true): return .pass("Made, as the brokers are set; first \(first.errorCode)", facts)
        case ("false", false) where first.errorCode == .unknownTopicOrPartition:
            return .pass("Not made, as the brokers are set: \(first.errorCode)", facts)
        case ("true", false): return .fail("auto.create.topics.enable is true, and the topic did not appear", facts)
        case ("false", true): return .fail("auto.create.topics.enable is false, and the topic was made", facts)
        case (_, true): return .pass("Made; the brokers do not tell how they are set", facts)
        default:
            return first.errorCode == .unknownTopicOrPartition
                ? .pass("Not made: \(first.errorCode)", facts) : .fail("Not made, and \(first.errorCode)", facts)
        }
    }
}
