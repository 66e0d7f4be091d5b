/// Bounds of the configurations of groups, which are those of the brokers (KIP-848).
extension ClusterConfigs {
    /// What is wrong with a set of values for a group; nil for nothing.
    func faultInGroup(_ values: [String: String]) -> String? {
        for name in ["consumer.session.timeout.ms", "consumer.heartbeat.interval.ms"] {
            guard let value = values[name].flatMap({ Int64($0) }) else { continue }
            let end = name.dropFirst("consumer.".count)
            let least = number("group.consumer.min.\(end)")
            let most = number("group.consumer.max.\(end)")
            if value < least { return "\(name) must be greater than or equal to group.consumer.min.\(end)" }
            if value > most { return "\(name) must be less than or equal to group.consumer.max.\(end)" }
        }
        if let session = values["consumer.session.timeout.ms"] ?? broker("group.consumer.session.timeout.ms"),
            let beat = values["consumer.heartbeat.interval.ms"] ?? broker("group.consumer.heartbeat.interval.ms"),
            let longer = Int64(session), let shorter = Int64(beat), shorter >= longer
        {
            return "consumer.heartbeat.interval.ms must be less than consumer.session.timeout.ms"
        }
        return nil
    }
}
