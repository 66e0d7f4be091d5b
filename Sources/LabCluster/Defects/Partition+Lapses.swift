// The rules of a topic, as far as a broker remembers them.
extension Partition {
    /// What rules are asked for.
    enum RulePurpose {
        case writing, cleaning
    }

    /// The topic's settings, without the rules that a defect has the broker forget.
    func rules(for purpose: RulePurpose, in cluster: ClusterState) -> TopicSettings {
        var rules = topic.settings
        guard !cluster.defects.isQuiet else { return rules }
        switch purpose {
        case .writing:
            if forgets(.sizeLimit, in: cluster) { rules.maxMessageBytes = .max }
            if forgets(.keysOfCompactedTopics, in: cluster) { rules.isCompacted = false }
            if forgets(.appendTime, in: cluster) { rules.hasLogAppendTime = false }
            if forgets(.timestampBounds, in: cluster) {
                rules.timestampAfterMax = .max
                rules.timestampBeforeMax = .max
            }
        case .cleaning:
            if forgets(.compaction, in: cluster) { rules.isCompacted = false }
            if forgets(.tombstones, in: cluster) { rules.deleteRetention = 1 << 50 }
            if forgets(.minCompactionLag, in: cluster) { rules.minCompactionLag = 0 }
            if forgets(.retentionByTime, in: cluster) { rules.retentionTime = -1 }
            if forgets(.retentionBySize, in: cluster) { rules.retentionBytes = -1 }
        }
        return rules
    }

    func forgets(_ lapse: DefectLapse, in cluster: ClusterState) -> Bool {
        cluster.defects.forgets(lapse, in: cluster, topic: topic.name, partition: index, node: leader)
    }
}
