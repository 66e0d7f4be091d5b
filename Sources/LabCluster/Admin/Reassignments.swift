internal import KafkaWire

/// Why an administrator's wish is not done.
struct AdminRefusal: Error {
    let code: BrokerCode
    let message: String

    init(_ code: BrokerCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

// Partitions that move to other nodes (KIP-455).
extension Partition {
    var isMoving: Bool { !adding.isEmpty || !removing.isEmpty }

    /// What the replicas are when the move is over.
    var target: [Int32] { replicas.filter { !removing.contains($0) } }
}

extension ClusterState {
    /// Begins a move; nodes that are new to the partition have to copy it.
    ///
    /// A move that is going on is replaced by the new one.
    /// - Returns: the nodes that have to copy it.
    func beginMove(of partition: Partition, to target: [Int32]) throws(AdminRefusal) -> [Int32] {
        guard !target.isEmpty else {
            throw AdminRefusal(
                .invalidReplicaAssignment, "The manual partition assignment includes an empty replica list.")
        }
        guard Set(target).count == target.count else {
            throw AdminRefusal(
                .invalidReplicaAssignment, "The manual partition assignment includes a broker twice: \(target)")
        }
        if let unknown = target.first(where: { node($0) == nil }) {
            throw AdminRefusal(
                .invalidReplicaAssignment,
                "The manual partition assignment includes broker \(unknown), but no such broker is registered.")
        }
        // From where a move that goes on began.
        let before = partition.replicas.filter { !partition.adding.contains($0) }
        partition.adding = target.filter { !before.contains($0) }
        partition.removing = before.filter { !target.contains($0) }
        partition.replicas = target + partition.removing
        partition.partitionEpoch += 1
        partition.inSync = partition.replicas.filter(partition.inSync.contains)
        finishMove(of: partition)
        return partition.adding.filter { node($0)?.isUp == true && !partition.inSync.contains($0) }
    }

    /// Calls a move off: the replicas are those from before.
    func cancelMove(of partition: Partition) throws(AdminRefusal) {
        guard partition.isMoving else { throw AdminRefusal(.noReassignmentInProgress, "No reassignment in progress.") }
        let before = partition.replicas.filter { !partition.adding.contains($0) }
        let kept = partition.inSync.filter(before.contains)
        guard !kept.isEmpty else {
            throw AdminRefusal(
                .invalidReplicaAssignment, "None of the replicas from before the move is in sync any more.")
        }
        settle(partition, replicas: before, inSync: kept)
    }

    /// Ends a move whose new replicas are all in sync.
    func finishMove(of partition: Partition) {
        let target = partition.target
        guard partition.isMoving, partition.adding.allSatisfy(partition.inSync.contains) else { return }
        let kept = target.filter(partition.inSync.contains)
        guard !kept.isEmpty else { return }
        settle(partition, replicas: target, inSync: kept)
    }

    private func settle(_ partition: Partition, replicas: [Int32], inSync: [Int32]) {
        if partition.leader >= 0 { partition.catchUp(in: self) }
        partition.adding = []
        partition.removing = []
        partition.replicas = replicas
        partition.inSync = replicas.filter(inSync.contains)
        partition.partitionEpoch += 1
        for id in partition.replicated.keys where !replicas.contains(id) { partition.replicated[id] = nil }
        if !partition.inSync.contains(partition.leader) {
            partition.lead(partition.inSync.first { node($0)?.isUp == true } ?? -1, in: self)
        } else {
            partition.advanceHighWatermark(in: self)
        }
    }
}
