extension ClusterState {
    /// Begins to look for old records, again and again.
    func beginSweeping() {
        after(settings.sweepInterval) { [weak self] in
            self?.sweep()
            self?.beginSweeping()
        }
    }

    /// Deletes and compacts what topics say; one pass over all partitions.
    func sweep() {
        let now = now
        let expiry = configs.number("producer.id.expiration.ms")
        for partition in topics.partitions where partition.leader >= 0 {
            let log = partition.log
            let start = log.startOffset
            log.retain(partition.topic.settings, now: now, highWatermark: partition.highWatermark)
            do {
                try log.compact(partition.topic.settings, now: now, stable: partition.lastStableOffset)
            } catch {
                note("\(partition.name) cannot be compacted: \(error)")
            }
            log.producers.expire(before: now - expiry)
            if log.startOffset != start { partition.wake(in: self) }
        }
    }
}
