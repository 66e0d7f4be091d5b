extension PartitionLog {
    /// Deletes segments that are too old, or more than the topic may have; nothing that is not replicated goes.
    func retain(_ settings: TopicSettings, now: Int64, highWatermark: Int64) {
        guard settings.isDeleted else { return }
        var excess = settings.retentionBytes < 0 ? 0 : Int64(size) - settings.retentionBytes
        while let oldest = segments.first, !oldest.isEmpty {
            guard oldest.lastOffset < highWatermark else { return }
            let isOld = settings.retentionTime >= 0 && now - oldest.maxTimestamp > settings.retentionTime
            // The active segment goes only for its age.
            let isExcess = segments.count > 1 && settings.retentionBytes >= 0 && excess >= Int64(oldest.size)
            guard isOld || isExcess else { return }
            excess -= Int64(oldest.size)
            if segments.count == 1 { roll() }
            guard segments.count > 1 else { return }
            advanceStart(to: segments[1].baseOffset)
        }
    }
}
