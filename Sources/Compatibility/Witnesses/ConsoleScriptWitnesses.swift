internal import Evidence
internal import KafkaWire

// Kafka's console producer and consumer.
extension Witness {
    static let consoleScripts: [Witness] = [
        Witness(
            name: "kafka-console-producer", tool: "kafka-console-producer", feature: .produce,
            title: "kafka-console-producer writes lines as records",
            why: "It is the Java producer with its defaults, idempotence among them.",
            expected: "It writes 50 lines and ends with 0; the log has them in order"
        ) { tool in
            try await writing(tool) { log in
                [
                    "--bootstrap-server", tool.bootstrap, "--producer.config", try tool.javaFile(), "--topic",
                    log.topic,
                ]
            }
        },
        Witness(
            name: "kafka-console-consumer", tool: "kafka-console-consumer", feature: .classicGroups,
            title: "kafka-console-consumer reads a topic from its beginning",
            why: "It is the Java consumer with its defaults, a group among them.",
            expected: "It prints the 50 records that are in the log and ends with 0"
        ) { tool in
            try await reading(tool) { log in
                [
                    "--bootstrap-server", tool.bootstrap, "--consumer.config", try tool.javaFile(), "--topic",
                    log.topic, "--group", tool.probe.name("group"), "--from-beginning", "--max-messages", "50",
                    "--timeout-ms", "30000",
                ]
            }
        },
    ]

    /// The one partition of a topic of the witness's own: these tools take no partition.
    static func ownLog(_ tool: Tool) async throws -> ProbeLog {
        let topic = try await tool.probe.topic()
        return try await ProbeLog(topic: topic.name, partition: 0, probe: tool.probe)
    }

    /// Has a tool write 50 lines, and looks for them in the log.
    static func writing(_ tool: Tool, _ arguments: (ProbeLog) throws -> [String]) async throws -> CheckOutcome {
        let log = try await ownLog(tool)
        let records = WitnessRecords(50)
        let run = try await tool.run(try arguments(log), input: records.values.map { $0 + "\n" }.joined())
        return run.judged(writing: records.values, found: try await log.values())
    }

    /// Has a tool read 50 records that are in the log.
    static func reading(_ tool: Tool, _ arguments: (ProbeLog) throws -> [String]) async throws -> CheckOutcome {
        let log = try await ownLog(tool)
        let records = WitnessRecords(50)
        try await log.write(records)
        return try await tool.run(try arguments(log)).judged(reading: records.values)
    }
}
