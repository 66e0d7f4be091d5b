internal import KafkaWire

/// One configuration as it is told.
struct ToldConfig {
    let name: String
    let kind: Int8
    let isReadOnly: Bool
    /// The value in force first; empty for a null that nobody set.
    let layers: [ConfigLayer]
    let isSensitive: Bool
}

extension ConfigTarget {
    /// Everything that can be asked of it.
    func told(in cluster: ClusterState) -> [ToldConfig] {
        let values = values
        switch kind {
        case .topic:
            return TopicConfigs.all.map { definition in
                ToldConfig(
                    name: definition.name, kind: definition.kind.rawValue, isReadOnly: false,
                    layers: cluster.configs.layers(of: definition, values), isSensitive: false)
            }
        case .broker: return toldOfBroker(values, cluster)
        case .brokerLogger:
            return values.sorted { $0.key < $1.key }.map { name, level in
                ToldConfig(
                    name: name, kind: 2, isReadOnly: false,
                    layers: [ConfigLayer(name: name, value: level, source: .brokerLogger)], isSensitive: false)
            }
        case .group: return told(OtherConfigs.groups, values, .group)
        case .clientMetrics: return told(OtherConfigs.clientMetrics, values, .clientMetrics)
        }
    }

    private func told(
        _ definitions: [ConfigDefinition], _ values: [String: String], _ source: ConfigSource
    ) -> [ToldConfig] {
        definitions.map { definition in
            var layers = [ConfigLayer(name: definition.name, value: definition.standard, source: .standard)]
            if let value = values[definition.name] {
                layers.insert(ConfigLayer(name: definition.name, value: value, source: source), at: 0)
            }
            return ToldConfig(
                name: definition.name, kind: definition.kind.rawValue, isReadOnly: false, layers: layers,
                isSensitive: false)
        }
    }

    private func toldOfBroker(_ values: [String: String], _ cluster: ClusterState) -> [ToldConfig] {
        guard let node = Int32(name).flatMap({ cluster.node($0) }) else {
            // Of all brokers only what was set is told.
            return values.sorted { $0.key < $1.key }.map { name, value in
                ToldConfig(
                    name: name, kind: BrokerConfigs.byName[name]?.kind.rawValue ?? 2, isReadOnly: false,
                    layers: [ConfigLayer(name: name, value: value, source: .allBrokers)], isSensitive: false)
            }
        }
        let names = Set(BrokerConfigs.byName.keys).union(cluster.staticConfigs(of: node).keys)
            .union(values.keys).union(cluster.configs.allBrokers.keys)
        return names.sorted().map { name in
            ToldConfig(
                name: name, kind: BrokerConfigs.byName[name]?.kind.rawValue ?? 2,
                isReadOnly: !BrokerConfigs.isChangeable(name) && BrokerConfigs.byName[name] != nil,
                layers: cluster.configs.layers(of: name, node: node, in: cluster), isSensitive: false)
        }
    }
}
