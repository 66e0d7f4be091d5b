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
        // A topic of one partition has nothing to be compared with, and one of dead letters is the readers' to write.
        let deadLetters = Set(evidence.readers.compactMap(\.deadLetters))
        return byTopic.sorted { $0.key < $1.key }
            .filter { $0.value.count > 1 && !(deadLetters.contains($0.key) && PartitionSkew($0.value) == nil) }
            .map { hotPartitionFinding(topic: $0.key, $0.value, yardstick) }
    }
}

private func hotPartitionFinding(topic: String, _ partitions: [PartitionRow], _ yardstick: Yardstick) -> Finding {
    let rows = "partitions of \(topic), measured phases: sent events and p99 of acknowledgements from the intended time"
    guard let skew = PartitionSkew(partitions) else {
        return yardstick.unknown(subject: topic, missing: "nothing was sent to it.", evidence: rows)
    }
    let (busiest, load) = (skew.busiest, skew.load)
    guard let tail = skew.busiestTail, let median = skew.medianTail, let ratio = skew.tailRatio else {
        return yardstick.unknown(
            subject: topic,
            missing:
                "partition \(busiest.partition) took \(load.significant(3)) times the mean load, and it or all others "
                + "had fewer than \(PartitionSkew.fewestAcksForTail) acknowledgements.", evidence: rows)
    }
    let isTooSmall = tail - median < EffectFloor.latency
    var why =
        "Partition \(busiest.partition) took \(load.significant(3)) times the mean load; its p99 is \(tail), the median "
    why += "partition's \(median)."
    if let key = busiest.heaviestKey, let share = busiest.heaviestKeyShare {
        why += " Its heaviest key is \(key) with \(share.percent) of its events."
    }
    if tail <= median {
        why += " It is no slower than the others."
    } else if isTooSmall {
        why += " \(EffectFloor.latencyForPeople)"
    }
    return yardstick.finding(
        subject: topic, value: ratio, rating: isTooSmall ? .green : nil,
        shown: "tail \(yardstick.shown(ratio)), load \(yardstick.shown(load)) (partition \(busiest.partition)"
            + (busiest.heaviestKey.map { ", key \($0)" } ?? "") + ")",
        why: why,
        evidence: rows)
}
