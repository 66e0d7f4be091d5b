internal import Evidence
internal import Quantities

/// How unevenly one topic's events lie on its partitions, and what that does to the busiest one's acknowledgements.
struct PartitionSkew {
    var busiest: PartitionRow
    /// Events of the mean partition.
    var mean: Double
    /// p99 of acknowledgements, of the busiest partition and of the median of the others; nil where there are too few.
    var busiestTail: Nanoseconds?
    var medianTail: Nanoseconds?

    /// A partition with fewer acknowledgements has no 99th percentile of its own.
    static let fewestAcksForTail: Int64 = 100

    /// nil where nothing was sent.
    init?(_ partitions: [PartitionRow]) {
        mean = Double(partitions.map(\.sent).reduce(0, +)) / Double(max(1, partitions.count))
        guard let busiest = partitions.max(by: { $0.sent < $1.sent }), mean > 0 else { return nil }
        self.busiest = busiest
        busiestTail = busiest.measuredTail
        medianTail = median(
            partitions.filter { $0.partition != busiest.partition }.compactMap(\.measuredTail))
    }

    /// The busiest partition's load as a multiple of an even share.
    var load: Double { Double(busiest.sent) / mean }

    /// The busiest partition's tail as a multiple of the median's.
    var tailRatio: Double? {
        guard let busiestTail, let medianTail else { return nil }
        return Double(busiestTail.rawValue) / Double(max(1000, medianTail.rawValue))
    }
}

extension PartitionRow {
    fileprivate var measuredTail: Nanoseconds? { acked < PartitionSkew.fewestAcksForTail ? nil : ackP99 }
}

/// The lower of the two middle values where their number is even; nil of nothing.
private func median(_ values: [Nanoseconds]) -> Nanoseconds? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
}
