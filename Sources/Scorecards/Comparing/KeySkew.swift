internal import Evidence
package import Quantities

/// How a key strategy spread one topic's events over its partitions, over the measured phases.
package struct KeySkew: Hashable, Sendable, Codable {
    package var topic: String
    package var partitions: Int
    /// Partitions that got any event: more members than that have nothing to do.
    package var partitionsWithTraffic: Int
    package var hottestPartition: Int
    /// Its events as a multiple of an even share: 1 is even.
    package var hottestLoad: Double
    /// Standard deviation of the partitions' events over their mean: 0 is even.
    package var variation: Double
    /// p99 of acknowledgements from the intended time, of the hottest partition and of the median of the others; nil where
    /// there are too few acknowledgements for one.
    package var hottestAckP99: Nanoseconds?
    package var medianAckP99: Nanoseconds?
    /// The hottest key of the topic, and its share of the topic's events from 0 to 1; nil without keys.
    package var hottestKey: String?
    package var hottestKeyShare: Double?

    /// nil without partitions, or where nothing was sent.
    init?(_ partitions: [PartitionRow]) {
        let byTopic = Dictionary(grouping: partitions, by: \.topic)
        let sums = byTopic.mapValues { $0.map(\.sent).reduce(0, +) }
        guard let topic = sums.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key, let rows = byTopic[topic],
            let skew = PartitionSkew(rows)
        else { return nil }
        self.topic = topic
        self.partitions = rows.count
        partitionsWithTraffic = rows.count { $0.sent > 0 }
        hottestPartition = skew.busiest.partition
        hottestLoad = skew.load
        let squares = rows.map { (Double($0.sent) - skew.mean) * (Double($0.sent) - skew.mean) }
        variation = (squares.reduce(0, +) / Double(rows.count)).squareRoot() / skew.mean
        (hottestAckP99, medianAckP99) = (skew.busiestTail, skew.medianTail)
        let total = skew.mean * Double(rows.count)
        let keys = rows.compactMap { row in
            row.heaviestKey.flatMap { key in row.heaviestKeyShare.map { (key, $0 * Double(row.sent) / total) } }
        }
        let hottest = keys.max { $0.1 < $1.1 }
        hottestKey = hottest?.0
        hottestKeyShare = hottest?.1
    }

    /// The hottest partition's p99 as a multiple of the median's; nil where one of them is.
    package var tailRatio: Double? {
        guard let hottestAckP99, let medianAckP99 else { return nil }
        return Double(hottestAckP99.rawValue) / Double(max(1000, medianAckP99.rawValue))
    }
}
