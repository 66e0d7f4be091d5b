internal import Evidence
internal import Foundation
internal import KafkaWire

// Kafka's own example of a Streams application.
extension Witness {
    static let streamsExamples: [Witness] = [
        Witness(
            name: "streams-wordcount", tool: "kafka-run-class", feature: .streams,
            title: "The WordCount example of Kafka Streams counts",
            why: "It is a whole Streams application: a repartition topic, a changelog, a group and a state store.",
            expected: "Of nine words, each is counted as often as it was written",
            needs: [.topicCreation]
        ) { tool in
            // The example's own names, which cannot be changed.
            let (input, output) = ("streams-plaintext-input", "streams-wordcount-output")
            for topic in [input, output] {
                guard try await tool.probe.describeTopic(topic).errorCode == .unknownTopicOrPartition else {
                    throw CheckOutcome.notRun("The example's topic \(topic) is there already, and may be in use")
                }
            }
            let application = tool.probe.name("application")
            for topic in [input, output] {
                _ = try await tool.probe.makeTopic(named: topic, partitions: 1)
                tool.probe.afterwards { try await tool.probe.deleteTopic(topic) }
            }
            tool.probe.afterwards { try await removeTopics(of: application, tool.probe) }
            let source = try await ProbeLog(topic: input, partition: 0, probe: tool.probe)
            try await source.append(
                ["all streams lead to kafka", "hello kafka streams", "kafka"].map {
                    WireRecord(value: Array($0.utf8), timestamp: Probe.nowMilliseconds)
                })
            let file = try tool.javaFile([
                "application.id": application, "bootstrap.servers": tool.bootstrap,
                "state.dir": tool.folder.url.appending(path: "state").path, "commit.interval.ms": "200",
                "replication.factor": "-1",
            ])
            let wanted = ["all": 1, "streams": 2, "lead": 1, "to": 1, "kafka": 3, "hello": 1]
            let counts = try await ProbeLog(topic: output, partition: 0, probe: tool.probe)
            return try await withThrowingTaskGroup(of: ToolRun?.self) { group in
                group.addTask {
                    try await tool.run(
                        ["org.apache.kafka.streams.examples.wordcount.WordCountDemo", file], limit: .seconds(120))
                }
                group.addTask {
                    // The example never ends: it is stopped when the counts are there.
                    _ = try await tool.probe.firstAnswer(within: .seconds(120)) {
                        try await counts.wordCounts() == wanted ? true : nil
                    }
                    return nil
                }
                // Whichever is first: the counts, or the end of the example.
                let first = try await group.next() ?? nil
                group.cancelAll()
                let found = try await counts.wordCounts()
                let facts = ["counted": found == wanted ? "right" : "wrong"]
                if found == wanted { return .pass("each of nine words is counted", facts) }
                guard let first else {
                    return .inconclusive("After 120 seconds it had counted \(found.values.reduce(0, +)) of 9 words")
                }
                return first.outcome("it counted \(found.values.reduce(0, +)) of 9 words", facts)
            }
        }
    ]

    /// What the application made for itself: its names begin with its id.
    private static func removeTopics(of application: String, _ probe: Probe) async throws {
        let metadata = try await probe.pool.metadata(MetadataRequest(topics: nil, version: 4))
        for topic in metadata.topics.compactMap(\.name) where topic.hasPrefix(application) {
            try await probe.deleteTopic(topic)
        }
    }
}

extension ProbeLog {
    /// The last count of each word, as the example writes them: the word as key, a 64-bit count as value.
    fileprivate func wordCounts() async throws -> [String: Int] {
        let records = try await records(from: base, to: try await end())
        return records.reduce(into: [:]) { counts, record in
            let count = (record.value ?? []).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            counts[String(decoding: record.key ?? [], as: UTF8.self)] = Int(truncatingIfNeeded: count)
        }
    }
}
