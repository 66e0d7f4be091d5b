internal import Evidence
internal import KafkaWire

// Kafka's own scripts for topics and their configs.
extension Witness {
    static let topicScripts: [Witness] = [
        Witness(
            name: "kafka-topics", tool: "kafka-topics", feature: .topicAdmin,
            title: "kafka-topics makes, describes and deletes a topic",
            why: "Deployment scripts make topics with it, and people describe them with it.",
            expected: "A topic of three partitions comes to be, is described as such, and is gone"
        ) { tool in
            let name = tool.probe.name("topic")
            tool.probe.space.noteMade(name)
            let start = ["--bootstrap-server", tool.bootstrap, "--command-config", try tool.javaFile()]
            let making = try await tool.run(start + ["--create", "--topic", name, "--partitions", "3"])
            guard making.isSuccess else { return making.outcome("no topic was made") }
            let made = try await tool.probe.firstAnswer(within: .seconds(10)) {
                let partitions = try await tool.probe.describeTopic(name).partitions.count
                return partitions == 3 ? true : nil
            }
            guard made == true else {
                return .fail("it reported success, and there is no topic of three partitions", ["made": "no"])
            }
            let describing = try await tool.run(start + ["--describe", "--topic", name])
            let deleting = try await tool.run(start + ["--delete", "--topic", name])
            let gone = try await tool.probe.firstAnswer(within: .seconds(10)) {
                let code = try await tool.probe.describeTopic(name).errorCode
                return code == .unknownTopicOrPartition ? true : nil
            }
            let isDescribed = describing.output.contains("PartitionCount: 3")
            let facts = [
                "made": "yes", "described": isDescribed ? "yes" : "no", "deleted": gone == true ? "yes" : "no",
            ]
            guard describing.isSuccess, isDescribed else { return describing.outcome("it is not described", facts) }
            guard deleting.isSuccess, gone == true else { return deleting.outcome("it is not deleted", facts) }
            return .pass("made, described with three partitions, deleted", facts)
        },
        Witness(
            name: "kafka-configs", tool: "kafka-configs", feature: .configs,
            title: "kafka-configs changes and describes a topic's config",
            why: "Retention is changed with it in the middle of an incident.",
            expected: "retention.ms is what was asked for, in the cluster and in the tool's own description"
        ) { tool in
            let topic = try await tool.probe.topic()
            let start = [
                "--bootstrap-server", tool.bootstrap, "--command-config", try tool.javaFile(), "--entity-type",
                "topics", "--entity-name", topic.name,
            ]
            let wanted = "7654321"
            let change = try await tool.run(start + ["--alter", "--add-config", "retention.ms=\(wanted)"])
            let value = try await tool.probe.firstAnswer(within: .seconds(10)) {
                try await tool.probe.topicConfig(topic.name, "retention.ms") == wanted ? wanted : nil
            }
            guard change.isSuccess, value == wanted else {
                return change.outcome("retention.ms is not what it was asked to set", ["changed": "no"])
            }
            let describing = try await tool.run(start + ["--describe"])
            return describing.isSuccess && describing.output.contains("retention.ms=\(wanted)")
                ? .pass("changed and described", ["changed": "yes", "described": "yes"])
                : describing.outcome("it is changed, and not described", ["changed": "yes", "described": "no"])
        },
    ]
}
