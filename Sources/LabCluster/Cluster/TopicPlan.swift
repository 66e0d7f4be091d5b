internal import KafkaWire

/// Why a topic or a partition is not made.
struct TopicRefusal: Error {
    let code: BrokerCode
    let message: String

    init(_ code: BrokerCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// A topic as it would be made: replicas for each partition, and what it sets.
struct TopicPlan {
    let assignments: [[Int32]]
    let configs: [String: String]

    /// Partitions of one topic; more are refused.
    static let mostPartitions: Int32 = 20_000

    /// Says what is wrong in the order that Kafka's controller looks at it.
    init(_ asked: CreateTopicsRequest.Topic, in cluster: ClusterState) throws(TopicRefusal) {
        if let fault = TopicName.fault(in: asked.name) { throw TopicRefusal(.invalidTopicException, fault) }
        if let other = cluster.topics.collision(with: asked.name) {
            throw TopicRefusal(
                .invalidTopicException, "Topic '\(asked.name)' collides with existing topic: \(other)")
        }
        if cluster.topics[asked.name] != nil {
            throw TopicRefusal(.topicAlreadyExists, "Topic '\(asked.name)' already exists.")
        }
        var configs: [String: String] = [:]
        for config in asked.configs {
            guard let value = config.value else {
                throw TopicRefusal(.invalidConfig, "Null value not supported for topic configs: \(config.name)")
            }
            configs[config.name] = value
        }
        if let fault = TopicConfigs.fault(in: configs) { throw TopicRefusal(.invalidConfig, fault) }
        self.configs = configs
        assignments =
            asked.assignments.isEmpty
            ? try Self.placed(asked, in: cluster) : try Self.assigned(asked, in: cluster)
    }

    private static func placed(
        _ asked: CreateTopicsRequest.Topic, in cluster: ClusterState
    ) throws(TopicRefusal) -> [[Int32]] {
        let live = cluster.liveNodes
        let factor = asked.replicationFactor == -1 ? cluster.settings.defaultReplicationFactor : asked.replicationFactor
        let count = asked.numPartitions == -1 ? cluster.settings.partitions : asked.numPartitions
        guard factor > 0 else {
            throw TopicRefusal(
                .invalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.")
        }
        guard count > 0 else {
            throw TopicRefusal(
                .invalidPartitions, "Number of partitions was set to an invalid non-positive value.")
        }
        guard count <= mostPartitions else {
            throw TopicRefusal(.policyViolation, "\(count) partitions are more than \(mostPartitions)")
        }
        guard Int(factor) <= live.count else {
            throw TopicRefusal(
                .invalidReplicationFactor,
                "Unable to replicate the partition \(factor) time(s): The target replication factor of \(factor) cannot be reached because only \(live.count) broker(s) are registered."
            )
        }
        return cluster.topics.place(count, replicationFactor: factor, on: live)
    }

    private static func assigned(
        _ asked: CreateTopicsRequest.Topic, in cluster: ClusterState
    ) throws(TopicRefusal) -> [[Int32]] {
        guard asked.replicationFactor == -1 else {
            throw TopicRefusal(
                .invalidRequest,
                "A manual partition assignment was specified, but replication factor was not set to -1.")
        }
        guard asked.numPartitions == -1 else {
            throw TopicRefusal(
                .invalidRequest,
                "A manual partition assignment was specified, but numPartitions was not set to -1.")
        }
        let inOrder = asked.assignments.sorted { $0.partitionIndex < $1.partitionIndex }
        let indexes = inOrder.map(\.partitionIndex)
        guard indexes == Array(0..<Int32(indexes.count)) else {
            throw TopicRefusal(
                .invalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence")
        }
        let replicas = inOrder.map(\.brokerIDs)
        for one in replicas { try check(one, as: replicas[0].count, in: cluster) }
        return replicas
    }

    /// Whether replicas that somebody chose are possible.
    static func check(_ replicas: [Int32], as count: Int, in cluster: ClusterState) throws(TopicRefusal) {
        guard !replicas.isEmpty else {
            throw TopicRefusal(
                .invalidReplicaAssignment, "The manual partition assignment includes an empty replica list.")
        }
        guard Set(replicas).count == replicas.count else {
            throw TopicRefusal(
                .invalidReplicaAssignment,
                "The manual partition assignment includes the broker twice in \(replicas).")
        }
        guard replicas.allSatisfy({ cluster.node($0) != nil }) else {
            throw TopicRefusal(
                .invalidReplicaAssignment,
                "The manual partition assignment includes a broker that is not registered: \(replicas).")
        }
        guard replicas.count == count else {
            throw TopicRefusal(
                .invalidReplicaAssignment,
                "The manual partition assignment includes \(replicas.count) replica(s), but another one \(count).")
        }
    }
}
