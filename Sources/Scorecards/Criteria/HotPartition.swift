internal import Evidence
internal import Quantities

extension Criterion {
    /// The busiest partition's acknowledgement tail against the median partition's.
    package static let hotPartition = Criterion(
        id: "hot-partition", title: "Hot partition",
        why: """
            Keys decide which partition an event goes to, and one heavy tenant can fill one partition while the others \
            idle. Skewed load alone is the fleet's nature; a longer tail on that partition is what its users feel.
            """,
        unit: .ratio, green: 2, yellow: 4, dependsOnGenerator: true
    ) { evidence, yardstick in
        guard !evidence.partitions.isEmpty else {
            return [
                yardstick.unknown(
                    missing: evidence.noAccount(of: "the partitions") + ".", evidence: "partitions: none")
            ]
        }
        let byTopic = Dictionary(grouping: evidence.partitions, by: \.topic)
        // A topic of one partition has nothing to be compared with.
        return byTopic.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }
            .map { hotPartitionFinding(topic: $0.key, $0.value, yardstick) }
    }

    /// A partition with fewer acknowledgements has no 99th percentile of its own.
    package static let fewestAcksForTail: Int64 = 100
}

private func hotPartitionFinding(topic: String, _ partitions: [PartitionRow], _ yardstick: Yardstick) -> Finding {
    let rows = "partitions of \(topic), measured phases: sent events and p99 of acknowledgements from the intended time"
    let mean = Double(partitions.map(\.sent).reduce(0, +)) / Double(partitions.count)
    guard let busiest = partitions.max(by: { $0.sent < $1.sent }), mean > 0 else {
        return yardstick.unknown(subject: topic, missing: "nothing was sent to it.", evidence: rows)
    }
    let load = Double(busiest.sent) / mean
    let others = partitions.filter { $0.partition != busiest.partition }
    guard let tail = busiest.measuredTail, let median = median(others.compactMap(\.measuredTail)) else {
        return yardstick.unknown(
            subject: topic,
            missing:
                "partition \(busiest.partition) took \(load.significant(3)) times the mean load, and it or all others "
                + "had fewer than \(Criterion.fewestAcksForTail) acknowledgements.", evidence: rows)
    }
    let ratio = Double(tail.rawValue) / Double(max(1000, median.rawValue))
    let isTooSmall = tail - median < EffectFloor.latency
    var why =
        "Partition \(busiest.partition) took \(load.significant(3)) times the mean load; its p99 is \(tail), the median "
    why += "partition's \(median)."
    if let key = busiest.heaviestKey, let share = busiest.heaviestKeyShare {
        why += " Its heaviest key is \(key) with \(share.percent) of its events."
    }
    if isTooSmall { why += " \(EffectFloor.latencyForPeople)" }
    return yardstick.finding(
        subject: topic, value: ratio, rating: isTooSmall ? .green : nil,
        shown: "tail \(yardstick.shown(ratio)), load \(yardstick.shown(load)) (partition \(busiest.partition))",
        why: why,
        evidence: rows)
}

extension PartitionRow {
    fileprivate var measuredTail: Nanoseconds? { acked < Criterion.fewestAcksForTail ? nil : ackP99 }
}

/// The lower of the two middle values where their number is even; nil of nothing.
private func median(_ values: [Nanoseconds]) -> Nanoseconds? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
}
