internal import Evidence
internal import KafkaWire

// Topics that must not be made, and requests that must make none.
extension Check {
    static let topicRefusalChecks = [createErrors, validateOnly]

    private static let createErrors = Check(
        "topic.create-errors", .admin, .topicAdmin, "Each mistake in a new topic has its own error",
        why: "Operators and their tools tell by the code whether to go on, to correct, or to give up.",
        expected: """
            There already: 36; a bad name: 17; no partitions: 37; 1000 replicas: 38; an unknown config: 40; a name \
            that differs from another in a dot for an underscore: 17
            """,
        since: "0.10.1 (KIP-4)",
        known: """
            Redpanda ignores configs that it does not know (PR 220) and corrected codes in PR 23682; Tansu fails a \
            request in which only one topic is bad
            """,
        needs: [.topicCreation]
    ) { probe in
        let there = try await probe.topic(suffix: "there.a")
        let tries:
            [(what: String, name: String, partitions: Int32, factor: Int16, configs: [String: String], code: Int16)] =
                [
                    ("already there", there.name, 1, 1, [:], 36),
                    ("bad name", probe.name("bad name!"), 1, 1, [:], 17),
                    ("no partitions", probe.name("none"), 0, 1, [:], 37),
                    ("1000 replicas", probe.name("replicas"), 1, 1000, [:], 38),
                    ("unknown config", probe.name("config"), 1, 1, ["seatrial.no.such.config": "1"], 40),
                    ("dot for underscore", there.name.replacing("there.a", with: "there_a"), 1, 1, [:], 17),
                ]
        var facts: [String: String] = [:]
        var other: [String] = []
        var made: [String] = []
        for attempt in tries {
            let answer = try await probe.createTopic(
                attempt.name, partitions: attempt.partitions, replication: attempt.factor, configs: attempt.configs)
            facts[attempt.what] = "\(answer.errorCode)"
            try probe.expectNoRightMissing(answer.errorCode, attempt.what)
            if answer.errorCode == .none {
                let name = attempt.name
                if name != there.name { probe.afterwards { try await probe.deleteTopic(name) } }
                made.append(attempt.what)
            } else if answer.errorCode.rawValue != attempt.code {
                other.append("\(attempt.what): \(answer.errorCode)")
            }
        }
        if !made.isEmpty { return .fail("Accepted: \(made.joined(separator: ", "))", facts) }
        return other.isEmpty
            ? .pass("All six are refused with the codes that Kafka has", facts)
            : .degraded("Refused with other codes: \(other.joined(separator: "; "))", facts)
    }

    private static let validateOnly = Check(
        "topic.create-validate-only", .admin, .topicAdmin, "A creation that is only validated makes nothing",
        why: "Deployments try their topics first; a dry run that is none fills the cluster.",
        expected: "No error for a good one, the same errors as else for bad ones, and no topic", since: "0.10.2",
        known: "Redpanda gives the same codes and counts since its commit b48d3ac524", needs: [.topicCreation]
    ) { probe in
        let there = try await probe.topic(suffix: "there")
        let name = probe.name("dry")
        probe.afterwards { try await probe.deleteTopic(name) }
        func dry(_ name: String, _ factor: Int16, _ configs: [String: String] = [:]) async throws -> BrokerCode {
            let answer = try await probe.createTopic(
                name, partitions: 1, replication: factor, configs: configs, validateOnly: true)
            return answer.errorCode
        }
        let good = try await dry(name, 1)
        let codes = [
            ("already there", try await dry(there.name, 1), BrokerCode.topicAlreadyExists),
            ("1000 replicas", try await dry(probe.name("replicas"), 1000), .invalidReplicationFactor),
            ("unknown config", try await dry(probe.name("config"), 1, ["seatrial.no.such": "1"]), .invalidConfig),
        ]
        // By the time that a topic made later is there, this one would be, too.
        _ = try await probe.topic(suffix: "fence")
        let code = try await probe.describeTopic(name).errorCode
        var facts = Dictionary(codes.map { ($0.0, "\($0.1)") }, uniquingKeysWith: { first, _ in first })
        facts["good"] = "\(good)"
        try probe.expectNoRightMissing(good, "a topic that is only validated")
        guard code != .none else { return .fail("The topic was made", facts) }
        if good != .none { return .fail("A good topic is refused: \(good)", facts) }
        let passed = codes.filter { $0.1 == .none }.map(\.0)
        if !passed.isEmpty { return .fail("Found no fault with: \(passed.joined(separator: ", "))", facts) }
        let other = codes.filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1)" }
        return other.isEmpty
            ? .pass("Nothing was made, and three mistakes have their codes", facts)
            : .degraded("Nothing was made; other codes: \(other.joined(separator: "; "))", facts)
    }
}
