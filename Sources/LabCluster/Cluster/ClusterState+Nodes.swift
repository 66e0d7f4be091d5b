internal import NIOCore

/// How a node goes.
enum NodeEnd {
    /// It hands its partitions over first; nothing is lost.
    case stopped
    /// It is gone from one moment to the next; what its followers had not fetched is lost.
    case killed
}

extension ClusterState {
    /// A node ends: its connections and ports close, and others lead what it led.
    func end(_ node: LabNode, _ how: NodeEnd) {
        guard node.isUp else { return }
        if how == .stopped {
            // What followers lack they fetch before the leader goes.
            for partition in topics.partitions where partition.leader == node.id { partition.catchUp(in: self) }
        }
        node.hangUp()
        for partition in topics.partitions where partition.replicas.contains(node.id) {
            if partition.leader == node.id {
                let epoch = partition.leaderEpoch
                let delay = how == .stopped ? .zero : settings.electionDelay
                if delay == .zero {
                    elect(partition, after: node.id)
                } else {
                    after(delay) { [weak self] in
                        guard let self, partition.leaderEpoch == epoch, !node.isUp else { return }
                        self.elect(partition, after: node.id)
                    }
                }
            } else {
                leave(partition, node.id)
            }
        }
    }

    private func leave(_ partition: Partition, _ node: Int32) {
        // The last one stays in the list: nobody else may lead without losing records.
        guard partition.inSync.contains(node), partition.inSync.count > 1 else { return }
        partition.inSync.removeAll { $0 == node }
        partition.partitionEpoch += 1
        partition.replicated[node] = nil
        partition.advanceHighWatermark(in: self)
    }

    /// Gives a partition whose leader is gone the first replica that is in sync and up, or none.
    private func elect(_ partition: Partition, after gone: Int32) {
        let others = partition.replicas.filter { $0 != gone && node($0)?.isUp == true }
        if let next = others.first(where: partition.inSync.contains) {
            partition.truncate(to: partition.replicated[next] ?? partition.highWatermark)
            leave(partition, gone)
            partition.lead(next, in: self)
        } else if partition.topic.settings.allowsUncleanElection, let next = others.first {
            partition.truncate(to: partition.replicated[next] ?? 0)
            partition.inSync = [next]
            partition.lead(next, in: self)
        } else {
            partition.inSync = [gone]
            partition.lead(-1, in: self)
        }
    }

    /// A node begins again with what it had.
    func begin(_ node: LabNode) -> EventLoopFuture<Void> {
        guard !node.isUp else { return loop.makeSucceededVoidFuture() }
        let bound = NIOLoopBound((self, node), eventLoop: loop)
        return openListeners(of: node).map {
            let (cluster, node) = bound.value
            for partition in cluster.topics.partitions where partition.replicas.contains(node.id) {
                cluster.join(partition, node.id)
            }
        }
    }

    /// A node that has what a partition's leader has is in sync; one without a leader gets its last one back.
    private func join(_ partition: Partition, _ node: Int32) {
        // A move to it may have been called off.
        guard partition.replicas.contains(node), !partition.isDeleted else { return }
        defer { finishMove(of: partition) }
        if partition.leader == -1, partition.inSync.contains(node) {
            partition.lead(node, in: self)
            // Others that are up were behind and follow it now.
            for other in partition.replicas where other != node && self.node(other)?.isUp == true {
                join(partition, other)
            }
            return
        }
        guard partition.leader >= 0, !partition.inSync.contains(node) else { return }
        partition.inSync = partition.replicas.filter { partition.inSync.contains($0) || $0 == node }
        partition.partitionEpoch += 1
        partition.replicated[node] = partition.log.endOffset
        partition.advanceHighWatermark(in: self)
    }

    /// A node is replaced by one with an empty disk, at the same place and with the same id.
    ///
    /// It copies what it is to have from the leaders, one partition after the other at the rate that the settings say.
    /// What no other replica has is lost, unless the storage is shared.
    func replace(_ node: LabNode) -> EventLoopFuture<Void> {
        end(node, .killed)
        let bound = NIOLoopBound((self, node), eventLoop: loop)
        return openListeners(of: node).map {
            let (cluster, node) = bound.value
            let mine = cluster.topics.partitions.filter { $0.replicas.contains(node.id) }
            guard !cluster.settings.sharesStorage else {
                for partition in mine { cluster.join(partition, node.id) }
                return
            }
            for partition in mine where partition.leader == -1 && partition.inSync.contains(node.id) {
                partition.lose(cluster.store)
                cluster.join(partition, node.id)
            }
            cluster.copy(mine.filter { !$0.inSync.contains(node.id) }, to: node)
        }
    }

    /// Copies partitions to a node one after the other, and has it join each that is done.
    func copy(_ partitions: [Partition], to node: LabNode) {
        guard let partition = partitions.first else {
            node.copied = nil
            return
        }
        let rest = Array(partitions.dropFirst())
        let epoch = node.epoch
        let bytes = partition.log.size
        partition.replicated[node.id] = 0
        node.copied = (partition, 0)
        guard let rate = settings.copyRate, rate > 0 else {
            join(partition, node.id)
            return copy(rest, to: node)
        }
        copy(partition, bytes: bytes, done: 0, rate: rate, to: node, epoch: epoch) { [weak self] in
            self?.join(partition, node.id)
            self?.copy(rest, to: node)
        }
    }

    private func copy(
        _ partition: Partition, bytes: Int, done: Int, rate: Int, to node: LabNode, epoch: Int64,
        then finish: @escaping () -> Void
    ) {
        guard done < bytes else { return finish() }
        // A tenth of a second at a time.
        after(.milliseconds(100)) { [weak self] in
            guard let self, node.isUp, node.epoch == epoch, !partition.isDeleted else { return }
            let done = done + max(1, rate / 10)
            node.copied = (partition, min(done, bytes))
            self.copy(partition, bytes: bytes, done: done, rate: rate, to: node, epoch: epoch, then: finish)
        }
    }
}
