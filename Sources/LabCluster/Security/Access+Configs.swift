internal import KafkaWire

extension Access {
    /// Whether configurations of a resource may be told or changed: those of a topic or a group need a right of it, all
    /// others one of the cluster.
    func require(_ operation: AccessOperation, _ type: Int8, _ name: String) throws(ConfigRefusal) {
        switch ConfigResource(rawValue: type) {
        case .topic:
            guard !may(operation, .topic, name) else { return }
            throw ConfigRefusal(.topicAuthorizationFailed, "Topic authorization failed.")
        case .group:
            guard !may(operation, .group, name) else { return }
            throw ConfigRefusal(.groupAuthorizationFailed, "Group authorization failed.")
        default:
            guard !may(operation) else { return }
            throw ConfigRefusal(.clusterAuthorizationFailed, "Cluster authorization failed.")
        }
    }
}
