internal import KafkaWire

/// A topic with its partitions and configurations.
final class Topic {
    let name: String
    let id: WireID
    private(set) var partitions: [Partition] = []
    /// What the topic sets itself; all else has its default.
    private(set) var configs: [String: String]
    /// What the configurations come to.
    private(set) var settings: TopicSettings

    /// Those that a cluster makes for itself.
    static let internalNames: Set<String> = ["__consumer_offsets", "__transaction_state", "__share_group_state"]

    init(name: String, id: WireID, configs: [String: String]) {
        self.name = name
        self.id = id
        self.configs = configs
        settings = TopicSettings(configs)
    }

    /// Sets the configurations; what the topic does not set comes from the cluster's own defaults.
    func set(_ configs: [String: String], over defaults: [String: String]) {
        self.configs = configs
        settings = TopicSettings(defaults.merging(configs) { $1 })
    }

    var isInternal: Bool { Self.internalNames.contains(name) }
    var replicationFactor: Int16 { Int16(partitions.first?.replicas.count ?? 0) }

    func partition(_ index: Int32) -> Partition? {
        partitions.indices.contains(Int(index)) ? partitions[Int(index)] : nil
    }

    /// Adds a partition with its replicas; the first of them leads, or the first that is up.
    func add(replicas: [Int32], in cluster: ClusterState) {
        let live = Set(cluster.liveNodes.map(\.id))
        partitions.append(
            Partition(
                of: self, index: Int32(partitions.count), replicas: replicas, live: live, store: cluster.store))
    }
}
