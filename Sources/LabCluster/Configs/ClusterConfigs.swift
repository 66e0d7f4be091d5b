/// Where a configuration's value comes from, as DescribeConfigs numbers it.
enum ConfigSource: Int8 {
    case topic = 1
    case broker = 2
    case allBrokers = 3
    case staticBroker = 4
    case standard = 5
    case brokerLogger = 6
    case clientMetrics = 7
    case group = 8
}

/// What has configurations of its own, as requests number it.
enum ConfigResource: Int8 {
    case topic = 2
    case broker = 4
    case brokerLogger = 8
    case clientMetrics = 16
    case group = 32
}

/// A value of a configuration, and those that would stand in its place.
struct ConfigLayer {
    let name: String
    let value: String?
    let source: ConfigSource
}

/// What was set while the cluster runs, other than topics' own.
final class ClusterConfigs {
    /// For all brokers.
    private(set) var allBrokers: [String: String] = [:]
    private(set) var brokers: [Int32: [String: String]] = [:]
    private(set) var loggers: [Int32: [String: String]] = [:]
    private(set) var groups: [String: [String: String]] = [:]
    private(set) var clientMetrics: [String: [String: String]] = [:]

    /// What topics have for their defaults because brokers are set so, by the topics' names.
    var topicDefaults: [String: String] {
        Dictionary(
            allBrokers.compactMap { name, value in BrokerConfigs.topicNames[name].map { ($0, value) } }
        ) { first, _ in first }
    }

    /// A broker's configuration, as set or by default; nil where it is null.
    func broker(_ name: String, node: Int32? = nil) -> String? {
        node.flatMap { brokers[$0]?[name] } ?? allBrokers[name] ?? BrokerConfigs.byName[name]?.value
    }

    /// A broker's configuration that is a number.
    func number(_ name: String, node: Int32? = nil) -> Int64 { broker(name, node: node).flatMap { Int64($0) } ?? 0 }

    /// The values of a topic's configuration, the one in force first.
    func layers(of definition: ConfigDefinition, _ set: [String: String]) -> [ConfigLayer] {
        var layers: [ConfigLayer] = []
        if let value = set[definition.name] {
            layers.append(ConfigLayer(name: definition.name, value: value, source: .topic))
        }
        if let synonym = definition.synonym {
            if let value = allBrokers[synonym] {
                layers.append(ConfigLayer(name: synonym, value: value, source: .allBrokers))
            }
        }
        layers.append(
            ConfigLayer(name: definition.synonym ?? definition.name, value: definition.standard, source: .standard))
        return layers
    }

    /// The values of a broker's configuration, the one in force first.
    func layers(of name: String, node: LabNode, in cluster: ClusterState) -> [ConfigLayer] {
        var layers: [ConfigLayer] = []
        if let value = brokers[node.id]?[name] {
            layers.append(ConfigLayer(name: name, value: value, source: .broker))
        }
        if let value = allBrokers[name] { layers.append(ConfigLayer(name: name, value: value, source: .allBrokers)) }
        if let value = cluster.staticConfigs(of: node)[name] {
            layers.append(ConfigLayer(name: name, value: value, source: .staticBroker))
        }
        if let known = BrokerConfigs.byName[name], known.value != nil || layers.isEmpty {
            layers.append(ConfigLayer(name: name, value: known.value, source: .standard))
        }
        return layers
    }
}

// Changes.
extension ClusterConfigs {
    /// - Parameter node: nil for all brokers.
    func set(_ values: [String: String], onBroker node: Int32?, in cluster: ClusterState) {
        guard let node else {
            allBrokers = values
            for topic in cluster.topics.byName.values { topic.set(topic.configs, over: topicDefaults) }
            return
        }
        brokers[node] = values.isEmpty ? nil : values
    }

    func set(_ values: [String: String], onLoggersOf node: Int32) { loggers[node] = values }

    func set(_ values: [String: String], onGroup group: String) { groups[group] = values.isEmpty ? nil : values }

    func set(_ values: [String: String], onClientMetrics name: String) {
        clientMetrics[name] = values.isEmpty ? nil : values
    }
}

extension ClusterState {
    /// What a node's own file would say.
    func staticConfigs(of node: LabNode) -> [String: String] {
        let listeners = settings.listeners.compactMap { kind in
            node.ports[kind].map { "\(kind.rawValue)://\(settings.host):\($0)" }
        }.joined(separator: ",")
        var configs = [
            "node.id": "\(node.id)", "broker.id": "\(node.id)", "listeners": listeners,
            "advertised.listeners": listeners,
            "group.initial.rebalance.delay.ms": "\(settings.initialRebalanceDelay.milliseconds)",
            "process.roles": "broker,controller",
            "default.replication.factor": "\(settings.defaultReplicationFactor)", "log.dirs": logDirectory(of: node),
            "offsets.topic.replication.factor": "\(settings.defaultReplicationFactor)",
            "transaction.state.log.replication.factor": "\(settings.defaultReplicationFactor)",
        ]
        if settings.partitions != 1 { configs["num.partitions"] = "\(settings.partitions)" }
        if !settings.createsTopics { configs["auto.create.topics.enable"] = "false" }
        if let rack = node.rack { configs["broker.rack"] = rack }
        return configs
    }

    /// What DescribeLogDirs calls a node's directory.
    func logDirectory(of node: LabNode) -> String { "/seatrial-lab/\(node.id)" }
}
