package import KafkaWire

extension Probe {
    /// The brokers and the cluster as one broker's metadata names them; no topics.
    package func clusterMetadata(
        from destination: Destination = .any, atLeast least: Int16? = nil
    ) async throws -> MetadataResponse {
        try await send(
            MetadataRequest {
                $0.topics = []
                $0.allowAutoTopicCreation = false
            }, to: destination, atLeast: least)
    }

    /// The ids of all brokers, in order.
    package func brokerIDs() async throws -> [Int32] { try await clusterMetadata().brokers.map(\.nodeID).sorted() }

    /// A topic with a replica assignment by hand: the brokers of each partition, the preferred leader first.
    package func createTopic(
        _ name: String, assignment: [[Int32]], configs: [String: String] = [:]
    ) async throws -> CreateTopicsResponse.TopicResult {
        try await space.awaitPartitions(assignment.count)
        let response = try await send(
            CreateTopicsRequest {
                $0.topics = [
                    .init {
                        $0.name = name
                        $0.numPartitions = -1
                        $0.replicationFactor = -1
                        $0.assignments = assignment.indices.map { index in
                            .init {
                                $0.partitionIndex = Int32(index)
                                $0.brokerIDs = assignment[index]
                            }
                        }
                        $0.configs = configs.sorted { $0.key < $1.key }.map { config in
                            .init {
                                $0.name = config.key
                                $0.value = config.value
                            }
                        }
                    }
                ]
                $0.timeoutMs = 15_000
            }, to: .controller)
        guard let answer = response.topics.first(where: { $0.name == name }) else {
            throw CheckOutcome.fail("CreateTopics answered without an entry for the topic")
        }
        try expectRightToCreate(answer.errorCode)
        if answer.errorCode == .none {
            space.noteMade(name)
            afterwards { try await self.deleteTopic(name) }
        }
        return answer
    }

    /// The same, and goes on only where that worked and every partition has a leader.
    package func topic(assignment: [[Int32]], configs: [String: String] = [:]) async throws -> ProbeTopic {
        let name = name("assigned")
        let answer = try await createTopic(name, assignment: assignment, configs: configs)
        try expectNone(answer.errorCode, "a topic with a replica assignment: \(answer.errorMessage ?? "")")
        return try await awaitTopic(name, partitions: assignment.count)
    }

    /// Asks for other replicas of partitions, nil to cancel; what the cluster says of each, by partition.
    package func reassign(_ topic: String, to replicas: [Int32: [Int32]?]) async throws -> [Int32: BrokerCode] {
        let response = try await send(
            AlterPartitionReassignmentsRequest {
                $0.timeoutMs = 15_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = replicas.sorted { $0.key < $1.key }.map { partition, brokers in
                            .init {
                                $0.partitionIndex = partition
                                $0.replicas = brokers
                            }
                        }
                    }
                ]
            }, to: .controller)
        try expectNone(response.errorCode, "AlterPartitionReassignments: \(response.errorMessage ?? "")")
        let answers = response.responses.first { $0.name == topic }?.partitions ?? []
        return Dictionary(answers.map { ($0.partitionIndex, $0.errorCode) }, uniquingKeysWith: { first, _ in first })
    }

    /// The partitions of a topic that are being moved.
    package func reassigning(_ topic: String, partitions: [Int32]) async throws -> [Int32] {
        let response = try await send(
            ListPartitionReassignmentsRequest {
                $0.timeoutMs = 15_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitionIndexes = partitions
                    }
                ]
            }, to: .controller)
        try expectNone(response.errorCode, "ListPartitionReassignments: \(response.errorMessage ?? "")")
        return response.topics.first { $0.name == topic }?.partitions.map(\.partitionIndex).sorted() ?? []
    }

    /// Asks for an election of a partition's leader; what the cluster says of it.
    /// - Parameter unclean: also a replica that is not in sync may be taken.
    package func elect(_ topic: String, partition: Int32, unclean: Bool = false) async throws -> BrokerCode {
        let response = try await send(
            ElectLeadersRequest {
                $0.electionType = unclean ? 1 : 0
                $0.topicPartitions = [
                    .init {
                        $0.topic = topic
                        $0.partitions = [partition]
                    }
                ]
                $0.timeoutMs = 15_000
            }, to: .controller, atLeast: unclean ? 1 : nil)
        try expectNone(response.errorCode, "ElectLeaders")
        let answers = response.replicaElectionResults.first { $0.topic == topic }?.partitionResult ?? []
        guard let answer = answers.first(where: { $0.partitionID == partition }) else {
            throw CheckOutcome.fail("ElectLeaders answered without an entry for the partition")
        }
        return answer.errorCode
    }
}
