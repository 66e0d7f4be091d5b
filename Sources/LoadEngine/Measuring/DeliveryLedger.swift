package import Evidence

/// Closes the account of a trial: what was acknowledged against what each reader was handed, event by event.
package enum DeliveryLedger {
    /// One reader's account of one topic of the fleet.
    ///
    /// - Parameters:
    ///   - lanes: the topic's lanes.
    ///   - readToEnd: by lane, whether the reader's position reached the log's end: only then is a missing event lost.
    ///   - members: all members of the reader.
    package static func tally(
        reader: String, topic: String, lanes: Range<Int>, readToEnd: (Int) -> Bool, producers: [SendRecording],
        members: [ReceiveRecording]
    ) -> DeliveryTally {
        var tally = DeliveryTally(reader: reader, topic: topic)
        tally.isComplete = lanes.allSatisfy(readToEnd)
        for producer in producers {
            for lane in lanes {
                let acked = producer.acked[lane]
                tally.sent += Int64(producer.sent[lane])
                tally.rejected += producer.rejected[lane]
                tally.indeterminate += Int64(producer.sent[lane]) - Int64(acked.count) - producer.rejected[lane]
                tally.close(
                    acked, Found(members, lane: lane, producer: producer.producer), isRead: readToEnd(lane))
            }
        }
        tally.add(members, lanes)
        return tally
    }

    /// One reader's account of a topic of dead letters: of what was forwarded and acknowledged, what it was handed.
    ///
    /// Records are known by their original producer and lane. What the forwarding reader read again, it forwarded again:
    /// these repeats are its own, and not counted.
    ///
    /// - Parameters:
    ///   - lanes: the dead-letter topic's lanes.
    ///   - ledgerLanes: the reader's ledger lanes of that topic, one for each lane of the source.
    ///   - sourceLanes: the lanes of the topic they come from, in the same order.
    ///   - letters: what each member of the forwarding reader forwarded.
    package static func letterTally(
        reader: String, topic: String, lanes: Range<Int>, ledgerLanes: Range<Int>, sourceLanes: Range<Int>,
        readToEnd: (Int) -> Bool, letters: [LetterAccount], members: [ReceiveRecording], producers: Int
    ) -> DeliveryTally {
        var tally = DeliveryTally(reader: reader, topic: topic)
        tally.isComplete = lanes.allSatisfy(readToEnd)
        for (ledgerLane, sourceLane) in zip(ledgerLanes, sourceLanes) {
            let isRead = readToEnd(lanes.lowerBound + (sourceLane - sourceLanes.lowerBound) % max(1, lanes.count))
            for producer in 0..<producers {
                let sent = union(letters.map(\.forwarded), lane: sourceLane, producer: producer)
                let acked = union(letters.map(\.acked), lane: sourceLane, producer: producer)
                tally.sent += Int64(sent.count)
                tally.close(acked, Found(members, lane: ledgerLane, producer: producer), isRead: isRead)
            }
        }
        tally.rejected = min(letters.reduce(0) { $0 + $1.refusedRecords }, tally.sent - tally.acked)
        tally.indeterminate = tally.sent - tally.acked - tally.rejected
        tally.add(members, lanes)
        let forwardedAgain = letters.reduce(0) { $0 + $1.ackedRecords } - tally.acked
        tally.repeated = max(0, tally.repeated - forwardedAgain)
        return tally
    }

    /// Distinct records of these lanes that the dead-letter topic acknowledged.
    static func deadLettered(_ letters: [LetterAccount], lanes: Range<Int>) -> Int64 {
        lanes.reduce(0) { sum, lane in
            let producers = letters.map { $0.acked[lane].count }.max() ?? 0
            return (0..<producers).reduce(sum) {
                $0 + Int64(union(letters.map(\.acked), lane: lane, producer: $1).count)
            }
        }
    }

    fileprivate static func union(_ members: [[[OrdinalSet]]], lane: Int, producer: Int) -> OrdinalSet {
        members.reduce(OrdinalSet()) { set, lanes in
            lanes[lane].isEmpty ? set : set.union(lanes[lane][producer])
        }
    }

    /// What any member was handed of one producer's events on one lane.
    fileprivate struct Found {
        var set = OrdinalSet()
        /// Deliveries to a second member, at an offset that was new to the reader: the log holds these events twice.
        var overlap: Int64 = 0

        init(_ members: [ReceiveRecording], lane: Int, producer: Int) {
            for member in members where !member.delivered[lane].isEmpty {
                let delivered = member.delivered[lane][producer]
                overlap += Int64(delivered.count)
                set = set.union(delivered)
            }
            overlap -= Int64(set.count)
            // Read again, and known already as a rule: unless the log began anew under its readers, and so its offsets.
            set = set.union(DeliveryLedger.union(members.map(\.reread), lane: lane, producer: producer))
        }
    }
}

extension DeliveryTally {
    fileprivate mutating func close(_ acked: OrdinalSet, _ found: DeliveryLedger.Found, isRead: Bool) {
        let foundCount = acked.countInCommon(with: found.set)
        let missing = Int64(acked.count - foundCount)
        self.acked += Int64(acked.count)
        delivered += Int64(found.set.count)
        ambiguous += Int64(found.set.count - foundCount)
        repeated += found.overlap
        if isRead { lost += missing } else { unread += missing }
    }

    fileprivate mutating func add(_ members: [ReceiveRecording], _ lanes: Range<Int>) {
        for member in members {
            for lane in lanes {
                repeated += member.counts[lane].repeated
                outOfOrder += member.counts[lane].outOfOrder
                corrupted += member.counts[lane].corrupted
                foreign += member.counts[lane].foreign
            }
        }
    }
}
