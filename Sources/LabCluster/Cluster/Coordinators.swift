/// What a coordinator looks after; the raw value is FindCoordinator's.
enum CoordinatorKind: Int8 {
    case group = 0
    case transaction = 1
}

extension ClusterState {
    /// The partition of a coordinator's log that a group or a transactional id belongs to.
    func coordinatorPartition(of key: String, _ kind: CoordinatorKind) -> Partition? {
        let topic = kind == .group ? topics.consumerOffsets(in: self) : topics.transactionState(in: self)
        let count = Int32(topic.partitions.count)
        // As Kafka's Utils.abs, for which the number without a positive one is 0.
        let hash = key.javaHash
        return topic.partition((hash == .min ? 0 : abs(hash)) % count)
    }

    /// The node that looks after a group or a transactional id: it leads its partition; nil while none does.
    func coordinator(of key: String, _ kind: CoordinatorKind) -> LabNode? {
        coordinatorPartition(of: key, kind).flatMap { node($0.leader) }
    }
}

extension String {
    /// As Java's `String.hashCode`.
    var javaHash: Int32 { utf16.reduce(0) { $0 &* 31 &+ Int32($1) } }
}
