extension KafkaCluster {
    /// Runs a script of the distribution (`kafka-topics.sh`, `kafka-get-offsets.sh`, ...) to its end.
    ///
    /// `arguments` are passed as they are, `--bootstrap-server` included; `input` is what it reads on standard input.
    package func run(
        tool: String, _ arguments: [String], input: String = "", within limit: Duration = .seconds(60)
    ) async throws -> FinishedProcess {
        var environment = KafkaDistribution.environment(heap: "-Xmx256m", logs: directory.file("tools"))
        // A tool lives for a second: what a server's settings gain later costs more than that at the start.
        environment["KAFKA_JVM_PERFORMANCE_OPTS"] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
        let scratch = try TemporaryDirectory()
        let stdin = input.isEmpty ? nil : try scratch.write(input, to: "standard-input")
        let process = try ChildProcess(
            KafkaDistribution.tool(tool), arguments, environment: environment, input: stdin, companion: directory)
        defer { withExtendedLifetime(scratch) {} }
        return try await process.finish(within: limit)
    }

    /// Creates a topic with the cluster's own replication factor.
    package func createTopic(_ name: String, partitions: Int) async throws {
        let created = try await run(
            tool: "kafka-topics.sh",
            ["--bootstrap-server", bootstrap, "--create", "--topic", name, "--partitions", "\(partitions)"])
        guard created.status == 0 else {
            throw KafkaClusterError(description: "topic '\(name)' was not created: \(created.standardOutput)")
        }
    }

    /// The log end of every partition of a topic, as `kafka-get-offsets.sh` prints it.
    package func logEnds(of topic: String) async throws -> [Int: Int64] {
        let listed = try await run(
            tool: "kafka-get-offsets.sh", ["--bootstrap-server", bootstrap, "--topic", topic])
        guard listed.status == 0 else {
            throw KafkaClusterError(description: "offsets of '\(topic)' not listed: \(listed.standardError)")
        }
        var ends: [Int: Int64] = [:]
        for line in listed.standardOutput.split(separator: "\n") {
            // topic:partition:offset, and no topic name holds a colon.
            let parts = line.split(separator: ":")
            guard parts.count == 3, parts[0] == topic, let partition = Int(parts[1]), let end = Int64(parts[2]) else {
                throw KafkaClusterError(description: "kafka-get-offsets.sh wrote '\(line)'")
            }
            ends[partition] = end
        }
        return ends
    }
}
