internal import KafkaWire

/// The topics of a cluster, by name and by id.
final class Topics {
    private(set) var byName: [String: Topic] = [:]
    private var byID: [WireID: Topic] = [:]
    /// Where the first partition of the next topic has its leader.
    private var nextPlace = 0

    subscript(_ name: String) -> Topic? { byName[name] }
    subscript(_ id: WireID) -> Topic? { byID[id] }

    /// By id where there is one, else by name: as requests name topics in their versions.
    func find(_ name: String, _ id: WireID) -> Topic? { id.isZero ? byName[name] : byID[id] }

    var inOrder: [Topic] { byName.values.sorted { $0.name < $1.name } }

    var partitions: some Sequence<Partition> { byName.values.lazy.flatMap(\.partitions) }

    /// A topic whose name cannot be told from another one in names of metrics; nil where there is none.
    func collision(with name: String) -> String? {
        let plain = TopicName.withoutPeriods(name)
        return byName.keys.first { $0 != name && TopicName.withoutPeriods($0) == plain }
    }

    /// Makes a topic; that it may be made was looked at before.
    @discardableResult
    func create(
        _ name: String, assignments: [[Int32]], configs: [String: String] = [:], in cluster: ClusterState
    ) -> Topic {
        let topic = Topic(name: name, id: cluster.random.topicID(), configs: configs)
        topic.set(configs, over: cluster.configs.topicDefaults)
        for replicas in assignments { topic.add(replicas: replicas, in: cluster) }
        byName[name] = topic
        byID[topic.id] = topic
        return topic
    }

    /// Replicas of so many partitions, spread over the nodes that are up, leaders in turn.
    func place(_ count: Int32, replicationFactor: Int16, on nodes: [LabNode]) -> [[Int32]] {
        defer { nextPlace += Int(count) }
        return (0..<Int(count)).map { partition in
            (0..<Int(replicationFactor)).map { nodes[(nextPlace + partition + $0) % nodes.count].id }
        }
    }

    /// The topic, made with the defaults if it is not there.
    func ensure(_ name: String, partitions: Int32, configs: [String: String] = [:], in cluster: ClusterState) -> Topic {
        if let topic = byName[name] { return topic }
        let live = cluster.liveNodes
        let factor = min(cluster.settings.defaultReplicationFactor, Int16(live.count))
        return create(
            name, assignments: place(partitions, replicationFactor: factor, on: live), configs: configs, in: cluster)
    }

    /// The log of groups' offsets.
    func consumerOffsets(in cluster: ClusterState) -> Topic {
        ensure(
            "__consumer_offsets", partitions: 50,
            configs: ["cleanup.policy": "compact", "compression.type": "producer", "segment.bytes": "104857600"],
            in: cluster)
    }

    /// The log of transactions.
    func transactionState(in cluster: ClusterState) -> Topic {
        ensure(
            "__transaction_state", partitions: 50,
            configs: [
                "cleanup.policy": "compact", "compression.type": "uncompressed", "segment.bytes": "104857600",
                "min.insync.replicas": "1", "unclean.leader.election.enable": "false",
            ], in: cluster)
    }

    /// Forgets everything; the files of the logs go with it.
    func removeAll() {
        byName = [:]
        byID = [:]
    }

    func delete(_ topic: Topic, in cluster: ClusterState) {
        byName[topic.name] = nil
        byID[topic.id] = nil
        for partition in topic.partitions { partition.end(in: cluster) }
        for action in onDelete { action(topic) }
    }

    /// What others do when a topic is deleted, such as forgetting its committed offsets.
    var onDelete: [(Topic) -> Void] = []
}
