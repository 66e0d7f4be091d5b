internal import Evidence
internal import KafkaWire

// Configs of a topic that are changed.
extension Check {
    static let configChangeChecks = [incremental, takesEffect]

    private static let incremental = Check(
        "config.incremental", .admin, .configs, "Configs can be changed one by one, and lists in them extended",
        why: "Two tools that each set one config must not undo each other's.",
        expected: """
            SET, DELETE, APPEND and SUBTRACT do as they say; unknown keys and values are INVALID_CONFIG (40); a dry \
            run changes nothing; the older AlterConfigs replaces all
            """,
        since: "2.3 (KIP-339)", known: "WarpStream lists AlterConfigs only",
        needs: [.api(44, atLeast: 0), .topicCreation]
    ) { probe in
        let topic = try await probe.topic()
        let owner = ConfigOwner.topic(topic.name)
        let normal = try await probe.configs(of: owner)
        /// Waits for a change to be seen; a last one that is always seen fences what must not be.
        func becomes(_ name: String, _ value: String?) async throws -> Bool {
            try await probe.firstAnswer(within: .seconds(10)) {
                try await probe.configs(of: owner, keys: [name])[name]?.value == value ? true : nil
            } == true
        }
        var wrong: [String] = []
        func step(_ what: String, _ changes: [ConfigChange], _ name: String, _ value: String?) async throws {
            let code = try await probe.alter(owner, changes)
            try probe.expectNoRightMissing(code, what)
            if code != .none {
                wrong.append("\(what): \(code)")
            } else if !(try await becomes(name, value)) {
                wrong.append("\(what) has no effect")
            }
        }
        try await step(
            "SET", [.set("retention.ms", "7200000"), .set("cleanup.policy", "delete")], "retention.ms", "7200000")
        try await step("DELETE", [.delete("retention.ms")], "retention.ms", normal["retention.ms"]?.value)
        guard wrong.isEmpty else { return .fail(wrong.joined(separator: "; ")) }
        try await step("APPEND", [.append("cleanup.policy", "compact")], "cleanup.policy", "delete,compact")
        try await step("SUBTRACT", [.subtract("cleanup.policy", "delete")], "cleanup.policy", "compact")
        let unknown = try await probe.alter(owner, [.set("seatrial.no.such.config", "1")])
        let bad = try await probe.alter(owner, [.set("retention.ms", "soon")])
        let dry = try await probe.alter(owner, [.set("segment.ms", "86400000")], validateOnly: true)
        let dryBad = try await probe.alter(owner, [.set("segment.ms", "soon")], validateOnly: true)
        var facts = [
            "unknown key": "\(unknown)", "bad value": "\(bad)", "dry": "\(dry)", "dry, bad value": "\(dryBad)",
        ]
        facts["lists"] = wrong.isEmpty ? "extended and reduced" : wrong.joined(separator: "; ")
        if bad == .none || unknown == .none { return .fail("An unknown key or a bad value is accepted", facts) }
        try await step("SET", [.set("max.message.bytes", "500000")], "max.message.bytes", "500000")
        guard try await becomes("segment.ms", normal["segment.ms"]?.value) else {
            return .fail("A change that was only to be validated was made", facts)
        }
        if probe.offered(AlterConfigsRequest.api) != nil {
            let code = try await probe.replaceConfigs(of: owner, with: ["retention.ms": "3600000"])
            facts["AlterConfigs"] = "\(code)"
            if code == .none {
                guard try await becomes("retention.ms", "3600000") else {
                    return .fail("AlterConfigs has no effect", facts)
                }
                guard try await becomes("max.message.bytes", normal["max.message.bytes"]?.value) else {
                    return .fail("AlterConfigs keeps what it does not name", facts)
                }
            } else {
                wrong.append("AlterConfigs: \(code)")
            }
        } else {
            facts["AlterConfigs"] = "absent"
        }
        for (what, code, expected) in [
            ("an unknown key", unknown, BrokerCode.invalidConfig), ("a bad value", bad, .invalidConfig),
            ("a dry run", dry, .none), ("a bad value in a dry run", dryBad, .invalidConfig),
        ] where code != expected { wrong.append("\(what): \(code)") }
        return wrong.isEmpty
            ? .pass("All four operations, two refusals, a dry run and AlterConfigs", facts)
            : .degraded(wrong.joined(separator: "; "), facts)
    }

    private static let takesEffect = Check(
        "config.takes-effect", .core, .configs, "A changed config of a topic takes effect while it is in use",
        why: "Retention and sizes are changed when a disk fills up: a change that is only noted comes too late.",
        expected: "A lower max.message.bytes refuses the next large batch within seconds; retention.ms is told at once",
        since: "0.9", known: "MSK Serverless has six configs to change; Event Hubs none through Kafka's API",
        needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["max.message.bytes": "200000"])
        let batch = RecordBatch([WireRecord(value: [UInt8](repeating: 1, count: 100_000))])
        try probe.expectNone(try await log.produce(batch).errorCode, "100 kB with a limit of 200 kB")
        let changed = try await probe.setConfigs(
            ofTopic: log.topic, ["max.message.bytes": "50000", "retention.ms": "7200000"])
        guard changed == .none else {
            try probe.expectNoRightMissing(changed, "the change")
            return .degraded("The change is refused: \(changed)", ["change": "\(changed)"])
        }
        let began = ContinuousClock.now
        let told = try await probe.firstAnswer(within: .seconds(20)) {
            try await probe.configs(of: .topic(log.topic), keys: ["retention.ms"])["retention.ms"]?.value == "7200000"
                ? true : nil
        }
        guard told == true else { return .fail("The new retention.ms is not told within 20 s") }
        let refused = try await probe.firstAnswer(within: .seconds(30)) { () -> BrokerCode? in
            let code = try await log.produce(batch).errorCode
            return code == .none || code.isTransient ? nil : code
        }
        guard let refused else { return .fail("30 s after the change a batch above the limit is still stored") }
        let prompt = ContinuousClock.now - began < .seconds(10)
        let facts = ["refused with": "\(refused)", "within 10 s": prompt ? "yes" : "no"]
        guard refused == .messageTooLarge else { return .degraded("Refused with \(refused)", facts) }
        let small = try await log.produce(RecordBatch([WireRecord(value: [1])])).errorCode
        guard small == .none else { return .fail("Small batches are refused, too: \(small)", facts) }
        return prompt
            ? .pass("The next large batch is \(refused), and the new retention is told", facts)
            : .degraded("It took longer than 10 s to take effect", facts)
    }
}
