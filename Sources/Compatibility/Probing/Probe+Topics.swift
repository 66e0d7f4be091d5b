internal import Evidence
package import KafkaWire

/// A topic that a check made for itself.
package struct ProbeTopic: Sendable {
    package var name: String
    package var partitions: [Int32]
    package var replication: Int
}

extension Probe {
    /// Makes a topic and waits until every partition has a leader; it is deleted after the check.
    /// - Parameters:
    ///   - replication: nil: three where there are three brokers, else as many as there are.
    package func topic(
        partitions: Int32 = 1, replication: Int16? = nil, configs: [String: String] = [:], suffix: String = "topic"
    ) async throws -> ProbeTopic {
        let name = name(suffix)
        let topic = try await makeTopic(
            named: name, partitions: partitions, replication: replication, configs: configs)
        afterwards { try await self.deleteTopic(name) }
        return topic
    }

    /// A partition for this check alone, on a topic without any special config.
    package func log() async throws -> ProbeLog {
        let (topic, partition) = try await logs.take(through: self)
        if space.givenTopics != nil { afterwards { try await self.giveBack(topic, partition) } }
        return try await ProbeLog(topic: topic, partition: partition, probe: self)
    }

    /// Hands a partition of the user's on to other checks.
    ///
    /// Not where a transaction was left open in it: they would wait for its end.
    private func giveBack(_ topic: String, _ partition: Int32) async throws {
        let log = try await ProbeLog(topic: topic, partition: partition, probe: self)
        let isSettled = try await firstAnswer(within: .seconds(5)) {
            try await log.end() == log.end(isolation: 1) ? true : nil
        }
        if isSettled == true { await logs.giveBack(topic, partition, of: check.id) }
    }

    /// The one partition of a topic of its own, with configs.
    package func log(configs: [String: String], replication: Int16? = nil) async throws -> ProbeLog {
        let topic = try await topic(replication: replication, configs: configs)
        return try await ProbeLog(topic: topic.name, partition: 0, probe: self)
    }

    func makeTopic(
        named name: String, partitions: Int32, replication: Int16? = nil, configs: [String: String] = [:]
    ) async throws -> ProbeTopic {
        if space.givenTopics != nil { throw CheckOutcome.notRun("It needs to make topics, and --topics was given") }
        try await space.awaitPartitions(Int(partitions))
        if offered(CreateTopicsRequest.api) == nil, configs.isEmpty {
            return try await makeTopicByAsking(named: name, partitions: Int(partitions))
        }
        let factor = replication ?? Int16(min(3, max(1, cluster.brokers)))
        let answer = try await createTopic(name, partitions: partitions, replication: factor, configs: configs)
        try expectNone(answer.errorCode, "topic \(name): \(answer.errorMessage ?? "")")
        return try await awaitTopic(name, partitions: Int(partitions))
    }

    /// Where topics cannot be made by CreateTopics: one that is asked for in the metadata may come into being.
    ///
    /// It has as many partitions as the cluster likes; with fewer than are needed the check is not run.
    private func makeTopicByAsking(named name: String, partitions: Int) async throws -> ProbeTopic {
        let version = min(try version(of: MetadataRequest.api), 4)
        _ = try await send(
            MetadataRequest {
                $0.topics = [.init { $0.name = name }]
                $0.allowAutoTopicCreation = true
            }, version: version)
        let topic = try await firstAnswer(within: .seconds(10)) { try await self.topicIfReady(name, partitions: 1) }
        guard let topic else {
            throw CheckOutcome.unsupported(
                "The cluster does not offer CreateTopics, and makes no topic that is only asked for",
                ["CreateTopics": "absent"])
        }
        guard topic.partitions.count >= partitions || partitions == PlainLogs.partitionsAtOnce else {
            throw CheckOutcome.notRun(
                "It needs a topic of \(partitions) partitions; the cluster makes none on request, and by itself "
                    + "\(topic.partitions.count)")
        }
        return topic
    }

    /// Asks for a topic and returns what the cluster said, whatever it was.
    ///
    /// A topic that came to be is deleted later.
    package func createTopic(
        _ name: String, partitions: Int32, replication: Int16, configs: [String: String] = [:],
        validateOnly: Bool = false
    ) async throws -> CreateTopicsResponse.TopicResult {
        let response = try await send(
            CreateTopicsRequest {
                $0.topics = [
                    .init {
                        $0.name = name
                        $0.numPartitions = partitions
                        $0.replicationFactor = replication
                        $0.configs = configs.sorted { $0.key < $1.key }.map { config in
                            .init {
                                $0.name = config.key
                                $0.value = config.value
                            }
                        }
                    }
                ]
                $0.timeoutMs = 15_000
                $0.validateOnly = validateOnly
            }, to: .controller)
        guard let answer = response.topics.first(where: { $0.name == name }) else {
            throw CheckOutcome.fail("CreateTopics answered without an entry for the topic")
        }
        try expectRightToCreate(answer.errorCode)
        if answer.errorCode == .none, !validateOnly { space.noteMade(name) }
        return answer
    }

    /// Goes on unless the code says that the user may make no topics: then the check is not run.
    func expectRightToCreate(_ code: BrokerCode) throws {
        guard code.isAuthorization else { return }
        throw CheckOutcome.notRun(
            "It needs to make topics, and the user of this target may not (\(code)): grant Create on topics "
                + "\(RunNames.prefix)*, or name topics to write to with --topics")
    }

    /// Waits until every broker that can be asked knows a leader of every partition.
    package func awaitTopic(_ name: String, partitions count: Int) async throws -> ProbeTopic {
        try await eventually(within: .seconds(30), "leaders of \(name)") {
            try await self.topicIfReady(name, partitions: count)
        }
    }

    private func topicIfReady(_ name: String, partitions count: Int) async throws -> ProbeTopic? {
        let answer = try await describeTopic(name)
        guard answer.errorCode == .none, answer.partitions.count >= count,
            answer.partitions.allSatisfy({ $0.errorCode == .none && $0.leaderID >= 0 })
        else { return nil }
        return ProbeTopic(
            name: name, partitions: answer.partitions.map(\.partitionIndex).sorted(),
            replication: answer.partitions.first?.replicaNodes.count ?? 0)
    }

    /// A topic as the metadata has it; never creates one.
    package func describeTopic(
        _ name: String, from destination: Destination = .any
    ) async throws -> MetadataResponse.Topic {
        let version = try version(of: MetadataRequest.api)
        let response = try await send(
            MetadataRequest(topics: [name], version: version), to: destination, version: version)
        guard let topic = response.topics.first(where: { $0.name == name }) else {
            throw refused(.unknownTopicOrPartition, "topic \(name)")
        }
        return topic
    }

    /// The broker that leads a partition; waits while there is none.
    package func leader(of partition: Int32, in topic: String) async throws -> Int32 {
        try await eventually(within: .seconds(20), "a leader of partition \(partition) of \(topic)") {
            let found = try await self.describeTopic(topic).partitions.first { $0.partitionIndex == partition }
            return found.flatMap { $0.leaderID >= 0 ? $0.leaderID : nil }
        }
    }

    package func deleteTopic(_ name: String) async throws {
        let version = min(try version(of: DeleteTopicsRequest.api), 5)
        let response = try await send(
            DeleteTopicsRequest {
                $0.topicNames = [name]
                $0.timeoutMs = 15_000
            }, to: .controller, version: version)
        if let code = response.responses.first?.errorCode, code != .unknownTopicOrPartition {
            try expectNone(code, "deleting \(name)")
        }
        space.noteDeleted(name)
    }
}
