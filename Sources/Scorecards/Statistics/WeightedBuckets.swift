internal import Evidence
internal import Quantities

/// Several histograms on one axis of buckets, so that any of their multisets is merged by adding up sparse counts.
struct WeightedBuckets {
    /// The upper edges of every bucket in use, ascending, in microseconds.
    private let edges: [UInt64]
    private let units: [[(bucket: Int, count: UInt64)]]

    init(_ histograms: [LatencyHistogram]) {
        let sparse = histograms.map(\.buckets)
        let edges = Set(sparse.joined().map(\.microseconds)).sorted()
        let places = Dictionary(uniqueKeysWithValues: edges.enumerated().map { ($0.element, $0.offset) })
        self.edges = edges
        units = sparse.map { unit in
            unit.compactMap { bucket in places[bucket.microseconds].map { ($0, bucket.count) } }
        }
    }

    var count: Int { units.count }

    /// The percentile (0 to 100) of all units merged; nil where nothing was recorded.
    func tail(_ percentile: Double) -> Nanoseconds? {
        value(atPercentile: percentile, weights: Array(repeating: 1, count: count)).map(Nanoseconds.microseconds)
    }

    /// The percentile (0 to 100) in microseconds with each unit taken `weights[unit]` times; nil where that is nothing.
    func value(atPercentile percentile: Double, weights: [Int]) -> UInt64? {
        var merged = [UInt64](repeating: 0, count: edges.count)
        var total: UInt64 = 0
        for (unit, weight) in zip(units, weights) where weight > 0 {
            let times = UInt64(weight)
            for (bucket, count) in unit {
                // Cannot overflow: a trial has fewer than 2^63 events.
                merged[bucket] &+= count &* times
                total &+= count &* times
            }
        }
        guard total > 0 else { return nil }
        let wanted = max(1, UInt64((Double(total) * min(percentile, 100) / 100).rounded(.up)))
        var seen: UInt64 = 0
        for (edge, count) in zip(edges, merged) {
            seen += count
            if seen >= wanted { return edge }
        }
        return edges.last
    }
}
