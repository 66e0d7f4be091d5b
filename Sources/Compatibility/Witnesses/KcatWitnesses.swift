internal import Evidence
internal import KafkaWire

// kcat, which is librdkafka on the command line.
extension Witness {
    static let kcat: [Witness] = [
        Witness(
            name: "kcat-write", tool: "kcat", feature: .produce, title: "kcat writes records with keys",
            why: "Scripts of an estate write with kcat; what fails here fails in each of them.",
            expected: "It writes 50 records and ends with 0; the log has them in order", needs: []
        ) { tool in
            let log = try await tool.probe.log()
            let records = WitnessRecords(50)
            let run = try await tool.run(
                try kcatStart(tool, "-P") + ["-t", log.topic, "-p", "\(log.partition)", "-K", ":"],
                input: records.keyed.map { $0 + "\n" }.joined())
            return run.judged(writing: records.keyed, found: try await log.keyedValues())
        },
        Witness(
            name: "kcat-read", tool: "kcat", feature: .fetch, title: "kcat reads a partition to its end",
            why: "People look into topics with kcat when something is wrong.",
            expected: "It prints the 50 records that are in the log, with their keys, and ends with 0", needs: []
        ) { tool in
            let log = try await tool.probe.log()
            let records = WitnessRecords(50)
            try await log.write(records)
            let run = try await tool.run(
                try kcatStart(tool, "-C") + [
                    "-t", log.topic, "-p", "\(log.partition)", "-o", "\(log.base)", "-e", "-q", "-f", "%k:%s\\n",
                ])
            return run.judged(reading: records.keyed)
        },
        Witness(
            name: "kcat-group", tool: "kcat", feature: .classicGroups, title: "kcat reads as a group and commits",
            why: "It is the shortest test of a consumer group that operators know.",
            expected: "It prints 50 records, leaves the group, and the group has committed offset 50"
        ) { tool in
            let topic = try await tool.probe.topic()
            let log = try await ProbeLog(topic: topic.name, partition: 0, probe: tool.probe)
            let records = WitnessRecords(50)
            try await log.write(records)
            let group = tool.probe.name("group")
            let run = try await tool.run(
                try kcatStart(tool, "-G") + [
                    group, "-X", "auto.offset.reset=earliest", "-c", "50", "-q", "-f", "%k:%s\\n", topic.name,
                ])
            let committed = try await tool.probe.committed(of: log, group: group).committedOffset
            return run.judged(reading: records.keyed).requiring(
                committed == 50, "the group has committed \(committed) of 50")
        },
        Witness(
            name: "kcat-list", tool: "kcat", feature: .metadata, title: "kcat lists brokers and a topic's partitions",
            why: "It is the first thing to try where a client cannot connect.",
            expected: "As many brokers and partitions as the metadata has"
        ) { tool in
            let topic = try await tool.probe.topic(partitions: 3)
            let run = try await tool.run(try kcatStart(tool, "-L") + ["-t", topic.name])
            let brokers = tool.probe.cluster.brokers
            let isRight =
                run.output.contains(" \(brokers) brokers:")
                && run.output.contains("topic \"\(topic.name)\" with 3 partitions:")
            return isRight && run.isSuccess
                ? .pass("\(brokers) brokers and 3 partitions", ["list": "right"])
                : run.outcome("it does not list \(brokers) brokers and 3 partitions", ["list": "wrong"])
        },
    ]

    private static func kcatStart(_ tool: Tool, _ mode: String) throws -> [String] {
        ["-F", try tool.librdkafkaFile(), "-b", tool.bootstrap, mode]
    }
}

extension CheckOutcome {
    /// The same, unless something else about it is wrong; a pass is then a failure.
    func requiring(_ isSo: Bool, _ otherwise: String) -> CheckOutcome {
        guard !isSo else { return self }
        return verdict == .pass || verdict == .degraded
            ? .fail("\(observed), and \(otherwise)", facts) : self
    }
}
