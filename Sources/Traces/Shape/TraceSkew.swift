/// How unevenly events fall on partitions.
package struct PartitionSkew: Hashable, Sendable {
    package var busiest: Int
    /// The busiest partition's share of the topic's events, and what each would have if all were alike.
    package var busiestShare: Double
    package var evenShare: Double
    /// Partitions without an event.
    package var idle: Int
}

/// How unevenly events fall on keys.
package struct KeySkew: Hashable, Sendable {
    /// Keys that have events.
    package var keys: Int
    /// Shares of all events with a key.
    package var heaviestShare: Double
    package var tenHeaviestShare: Double
    /// Of the heaviest hundredth of the keys, at least one.
    package var heaviestHundredthShare: Double
}

extension TraceShape.TopicShape {
    /// Nil where the topic has no events.
    package var partitionSkew: PartitionSkew? {
        guard events > 0, let most = partitions.max(), let busiest = partitions.firstIndex(of: most) else { return nil }
        return PartitionSkew(
            busiest: busiest, busiestShare: Double(most) / Double(events), evenShare: 1 / Double(partitions.count),
            idle: partitions.count { $0 == 0 })
    }
}

extension TraceShape {
    /// Nil where no event has a key.
    package var keySkew: KeySkew? {
        let counts = keyEvents.filter { $0 > 0 }.sorted(by: >)
        guard keyed > 0, !counts.isEmpty else { return nil }
        func share(_ heaviest: Int) -> Double {
            Double(counts.prefix(heaviest).reduce(0) { $0 + Int64($1) }) / Double(keyed)
        }
        return KeySkew(
            keys: counts.count, heaviestShare: share(1), tenHeaviestShare: share(10),
            heaviestHundredthShare: share(max(1, counts.count / 100)))
    }
}
