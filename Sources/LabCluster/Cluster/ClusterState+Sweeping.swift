extension ClusterState {
    /// Begins to look for old records, again and again.
    func beginSweeping() {
        every(settings.cleaningInterval) { [weak self] in self?.compactLogs() }
        every(settings.retentionInterval) { [weak self] in self?.deleteOldRecords() }
    }

    private func every(_ interval: Duration, _ action: @escaping () -> Void) {
        after(interval) { [weak self] in
            action()
            self?.every(interval, action)
        }
    }

    /// Compacts what topics say; one pass over all partitions.
    func compactLogs() {
        let now = now
        for partition in topics.partitions where partition.topic.settings.isCompacted && partition.leader >= 0 {
            let rules = partition.rules(for: .cleaning, in: self)
            do {
                try partition.log.compact(rules, now: now, stable: partition.lastStableOffset)
            } catch {
                note("\(partition.name) cannot be compacted: \(error)")
            }
        }
    }

    /// Deletes what is older or more than topics say, and forgets producers; one pass over all partitions.
    func deleteOldRecords() {
        let now = now
        let expiry = configs.number("producer.id.expiration.ms")
        for partition in topics.partitions where partition.leader >= 0 {
            let log = partition.log
            let start = log.startOffset
            log.retain(
                partition.rules(for: .cleaning, in: self), now: now, highWatermark: partition.highWatermark)
            log.producers.expire(before: now - expiry)
            if log.startOffset != start { partition.wake(in: self) }
        }
    }
}
