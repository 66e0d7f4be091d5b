internal import KafkaWire

/// Why configurations are not told or changed.
struct ConfigRefusal: Error {
    let code: BrokerCode
    let message: String

    init(_ code: BrokerCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// One change of IncrementalAlterConfigs.
struct ConfigChange {
    enum Operation: Int8 {
        case set = 0
        case delete = 1
        case append = 2
        case subtract = 3
    }

    let name: String
    let operation: Operation
    let value: String?
}

/// Something that has configurations: it finds, checks and changes them.
struct ConfigTarget {
    let kind: ConfigResource
    let name: String
    private let cluster: ClusterState
    /// nil for all brokers.
    private let nodeID: Int32?

    init(_ type: Int8, _ name: String, in cluster: ClusterState) throws(ConfigRefusal) {
        guard let kind = ConfigResource(rawValue: type) else {
            throw ConfigRefusal(.invalidRequest, "Unexpected resource type \(type)")
        }
        self.kind = kind
        self.name = name
        self.cluster = cluster
        switch kind {
        case .topic:
            if let fault = TopicName.fault(in: name) { throw ConfigRefusal(.invalidTopicException, fault) }
            guard cluster.topics[name] != nil else {
                throw ConfigRefusal(.unknownTopicOrPartition, "The topic '\(name)' does not exist.")
            }
            nodeID = nil
        case .broker, .brokerLogger:
            if name.isEmpty, kind == .broker {
                nodeID = nil
                return
            }
            guard let id = Int32(name), cluster.node(id) != nil else {
                throw ConfigRefusal(.invalidRequest, "No node has the id '\(name)'")
            }
            nodeID = id
        case .group, .clientMetrics:
            guard !name.isEmpty else { throw ConfigRefusal(.invalidRequest, "The name is empty") }
            nodeID = nil
        }
    }

    /// What is set on it itself.
    var values: [String: String] {
        switch kind {
        case .topic: cluster.topics[name]?.configs ?? [:]
        case .broker: nodeID.map { cluster.configs.brokers[$0] ?? [:] } ?? cluster.configs.allBrokers
        case .brokerLogger: OtherConfigs.loggers.merging(cluster.configs.loggers[nodeID ?? -1] ?? [:]) { $1 }
        case .group: cluster.configs.groups[name] ?? [:]
        case .clientMetrics: cluster.configs.clientMetrics[name] ?? [:]
        }
    }

    /// Takes over a new set of values that was checked.
    func keep(_ values: [String: String]) {
        switch kind {
        case .topic: cluster.topics[name]?.set(values, over: cluster.configs.topicDefaults)
        case .broker: cluster.configs.set(values, onBroker: nodeID, in: cluster)
        case .brokerLogger: if let nodeID { cluster.configs.set(values, onLoggersOf: nodeID) }
        case .group: cluster.configs.set(values, onGroup: name)
        case .clientMetrics: cluster.configs.set(values, onClientMetrics: name)
        }
    }
}

// Changing.
extension ConfigTarget {
    /// The values with changes, if they are right.
    func values(with changes: [ConfigChange]) throws(ConfigRefusal) -> [String: String] {
        var values = values
        guard Set(changes.map(\.name)).count == changes.count else {
            throw ConfigRefusal(.invalidRequest, "a configuration is named twice")
        }
        for change in changes {
            switch change.operation {
            case .set:
                guard let value = change.value else {
                    throw ConfigRefusal(.invalidRequest, "Null value not supported for : \(change.name)")
                }
                values[change.name] = value
            case .delete:
                if kind == .brokerLogger, change.name == "root" {
                    throw ConfigRefusal(.invalidRequest, "Removing the log level of the root logger is not allowed")
                }
                values[change.name] = nil
                if kind == .brokerLogger { values[change.name] = OtherConfigs.loggers[change.name] }
            case .append, .subtract: values[change.name] = try list(change, values)
            }
        }
        try check(values, changed: changes.filter { $0.operation != .delete }.map(\.name))
        return values
    }

    private func list(_ change: ConfigChange, _ values: [String: String]) throws(ConfigRefusal) -> String {
        guard isList(change.name), kind != .brokerLogger else {
            throw ConfigRefusal(
                kind == .brokerLogger ? .invalidRequest : .invalidConfig,
                "Can't \(change.operation) to key \(change.name) because its type is not LIST.")
        }
        var items = ConfigDefinition.items(of: values[change.name] ?? standard(change.name) ?? "")
        let named = ConfigDefinition.items(of: change.value ?? "")
        if change.operation == .subtract {
            items.removeAll(where: named.contains)
        } else {
            items += named.filter { !items.contains($0) }
        }
        return items.joined(separator: ",")
    }

    private func definition(_ name: String) -> ConfigDefinition? {
        switch kind {
        case .topic: TopicConfigs.byName[name]
        case .group: OtherConfigs.groups.first { $0.name == name }
        case .clientMetrics: OtherConfigs.clientMetrics.first { $0.name == name }
        case .broker, .brokerLogger: nil
        }
    }

    private func isList(_ name: String) -> Bool {
        kind == .broker ? BrokerConfigs.byName[name]?.kind == .list : definition(name)?.kind == .list
    }

    private func standard(_ name: String) -> String? {
        kind == .broker ? cluster.configs.broker(name, node: nodeID) : definition(name)?.standard
    }

    /// Whether a whole set of values is right.
    func check(_ values: [String: String], changed: [String]) throws(ConfigRefusal) {
        if let (name, value) = values.first(where: { $0.value.utf8.count > Int(Int16.max) }) {
            throw ConfigRefusal(.invalidConfig, "The value of \(name) would have \(value.utf8.count) bytes")
        }
        switch kind {
        case .topic:
            if let fault = TopicConfigs.fault(in: values) { throw ConfigRefusal(.invalidConfig, fault) }
        case .broker:
            for name in changed {
                if BrokerConfigs.byName[name] != nil || cluster.staticConfigs(of: cluster.nodes[0])[name] != nil,
                    !BrokerConfigs.isChangeable(name)
                {
                    throw ConfigRefusal(
                        .invalidRequest, "Cannot update these configs dynamically: Set(\(name))")
                }
                if let fault = BrokerConfigs.fault(in: name, values[name] ?? "") {
                    throw ConfigRefusal(.invalidConfig, fault)
                }
            }
        case .brokerLogger:
            for name in changed where !OtherConfigs.logLevels.contains(values[name] ?? "") {
                throw ConfigRefusal(
                    .invalidConfig, "Cannot set the log level of \(name) to \(values[name] ?? "null")")
            }
            for name in changed where OtherConfigs.loggers[name] == nil {
                throw ConfigRefusal(.invalidConfig, "Logger \(name) does not exist!")
            }
        case .group, .clientMetrics:
            for (name, value) in values {
                guard let definition = definition(name) else {
                    throw ConfigRefusal(.invalidConfig, "Unknown config name: \(name)")
                }
                if let fault = definition.fault(in: value) { throw ConfigRefusal(.invalidConfig, fault) }
            }
            if kind == .group, let fault = cluster.configs.faultInGroup(values) {
                throw ConfigRefusal(.invalidConfig, fault)
            }
        }
    }
}
