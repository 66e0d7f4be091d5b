internal import Evidence
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

/// Closes the books of a trial from what the loops recorded.
///
/// Pure.
struct TrialAccounting {
    let setup: TrialSetup
    let sent: [SendRecording]
    let received: [ReceiveRecording]
    /// The logs' ends after the last event; nil where the cluster did not tell.
    let ends: [Int64]?

    /// Gaps of one kind that are kept for each reader and for the producers.
    private static let gapsKept = 50

    func account() -> TrialAccount {
        var account = TrialAccount()
        account.phases = setup.plan.phases
        account.tallies = tallies
        account.fleetTallies = fleetTallies
        account.partitions = partitions
        account.gaps = ackGaps + deliveryGaps
        return account
    }

    private func members(of reader: Reader) -> [ReceiveRecording] { received.filter { $0.reader == reader.name } }

    private var tallies: [DeliveryTally] {
        setup.readers.flatMap { reader in
            let members = members(of: reader.reader)
            return reader.reader.topics.enumerated().map { place, topic in
                tally(of: reader, topic, ledgerLanes: reader.plan.ledgerLanes(ofTopic: place), members)
            }
        }
    }

    private func tally(
        of reader: TrialSetup.ReaderSetup, _ topic: String, ledgerLanes: Range<Int>, _ members: [ReceiveRecording]
    ) -> DeliveryTally {
        let (name, lanes) = (reader.reader.name, setup.plan.lanes(ofTopic: topic))
        let isRead = { (lane: Int) in ends.map { reader.control.reached(lane: lane) >= $0[lane] } ?? false }
        guard let feeder = DeadLetterRoutes.feeder(of: topic, in: setup.plan.scenario), let source = feeder.topics.first
        else {
            return DeliveryLedger.tally(
                reader: name, topic: setup.plan.clusterName(ofTopic: topic), lanes: lanes, readToEnd: isRead,
                producers: sent, members: members)
        }
        return DeliveryLedger.letterTally(
            reader: name, topic: setup.plan.clusterName(ofTopic: topic), lanes: lanes, ledgerLanes: ledgerLanes,
            sourceLanes: setup.plan.lanes(ofTopic: source), readToEnd: isRead,
            letters: self.members(of: feeder).compactMap(\.letters), members: members,
            producers: reader.plan.producers)
    }

    private var fleetTallies: [FleetTally] {
        setup.readers.flatMap { reader in
            let members = members(of: reader.reader)
            return reader.reader.topics.enumerated().map { place, topic in
                FleetLedger.tally(
                    reader: reader.reader.name, topic: setup.plan.clusterName(ofTopic: topic), topicIndex: place,
                    lanes: setup.plan.lanes(ofTopic: topic), devices: setup.plan.devices(ofTopic: topic),
                    producers: sent, members: members)
            }
        }
    }

    private var partitions: [PartitionRow] {
        let heaviest = heaviestKeys
        return setup.partitions.enumerated().map { lane, partition in
            var row = PartitionRow(topic: partition.topic, partition: Int(partition.partition))
            var latency = LatencyHistogram()
            for producer in sent {
                row.sent += producer.measuredSent[lane]
                row.sentBytes += producer.measuredBytes[lane]
                row.acked += producer.measuredAcked[lane]
                latency.merge(producer.ackLatency[lane])
            }
            row.ackP50 = latency.value(atPercentile: 50)
            row.ackP99 = latency.value(atPercentile: 99)
            row.ackMax = latency.maximum
            if let (key, count) = heaviest[lane], row.sent > 0 {
                row.heaviestKey = setup.plan.tables.keys.name(UInt32(key))
                row.heaviestKeyShare = Double(count) / Double(row.sent)
            }
            return row
        }
    }

    /// By lane, the key with the most events and their number.
    private var heaviestKeys: [Int: (key: Int, count: Int64)] {
        var counts: [Int: (lane: Int, count: Int64)] = [:]
        for producer in sent {
            for (key, count) in producer.keyCounts.enumerated() where count > 0 {
                counts[key, default: (Int(producer.keyLanes[key]), 0)].count += Int64(count)
            }
        }
        return counts.reduce(into: [:]) { heaviest, entry in
            let (key, (lane, count)) = entry
            // Equal counts: the lower key, so that the answer does not depend on a dictionary's order.
            if let best = heaviest[lane], best.count > count || best.count == count && best.key < key { return }
            heaviest[lane] = (key, count)
        }
    }

    private var ackGaps: [Gap] {
        let gaps = setup.partitions.indices.map { lane in
            gap(.ack, nil, lane, sent.map { $0.ackGaps[lane] })
        }
        return longest(gaps)
    }

    private var deliveryGaps: [Gap] {
        setup.readers.flatMap { reader in
            let members = members(of: reader.reader)
            return longest(
                reader.lanes.map { lane in
                    gap(.delivery, reader.reader.name, lane, members.map { member in member.gaps[lane] })
                })
        }
    }

    private func gap(_ kind: Gap.Kind, _ reader: String?, _ lane: Int, _ trackers: [GapTracker]) -> Gap? {
        guard let longest = trackers.max(by: { $0.lengthNs < $1.lengthNs }), longest.lengthNs > 0 else { return nil }
        return Gap(
            kind: kind, reader: reader, topic: setup.partitions[lane].topic,
            partition: Int(setup.partitions[lane].partition), start: Nanoseconds(Int64(longest.startNs)),
            length: Nanoseconds(Int64(longest.lengthNs)))
    }

    private func longest(_ gaps: [Gap?]) -> [Gap] {
        Array(gaps.compactMap(\.self).sorted { $0.length > $1.length }.prefix(TrialAccounting.gapsKept))
    }
}
