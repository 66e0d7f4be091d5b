package import Evidence

/// Closes the account of a trial: what was acknowledged against what each reader was handed, event by event.
package enum DeliveryLedger {
    /// One reader's account of one topic.
    ///
    /// - Parameters:
    ///   - lanes: the topic's lanes.
    ///   - readToEnd: by lane, whether the reader's position reached the log's end: only then is a missing event lost.
    ///   - members: all members of the reader.
    package static func tally(
        reader: String, topic: String, lanes: Range<Int>, laneCount: Int, readToEnd: (Int) -> Bool,
        producers: [SendRecording], members: [ReceiveRecording]
    ) -> DeliveryTally {
        var tally = DeliveryTally(reader: reader, topic: topic)
        tally.isComplete = lanes.allSatisfy(readToEnd)
        for producer in producers {
            for lane in lanes {
                let delivered = union(members, at: producer.producer * laneCount + lane)
                let acked = producer.acked[lane]
                let found = acked.countInCommon(with: delivered.set)
                let missing = Int64(acked.count - found)
                tally.sent += Int64(producer.sent[lane])
                tally.acked += Int64(acked.count)
                tally.rejected += producer.rejected[lane]
                tally.indeterminate += Int64(producer.sent[lane]) - Int64(acked.count) - producer.rejected[lane]
                tally.delivered += Int64(delivered.set.count)
                tally.ambiguous += Int64(delivered.set.count - found)
                tally.repeated += Int64(delivered.overlap)
                if readToEnd(lane) { tally.lost += missing } else { tally.unread += missing }
            }
        }
        for member in members {
            for lane in lanes {
                tally.repeated += member.repeated[lane]
                tally.outOfOrder += member.outOfOrder[lane]
                tally.corrupted += member.corrupted[lane]
                tally.foreign += member.foreign[lane]
            }
        }
        return tally
    }

    /// What any member was handed, and how many deliveries were to a second member.
    private static func union(_ members: [ReceiveRecording], at index: Int) -> (set: OrdinalSet, overlap: Int) {
        var set = OrdinalSet()
        var deliveries = 0
        for member in members {
            deliveries += member.delivered[index].count
            set = set.union(member.delivered[index])
        }
        return (set, deliveries - set.count)
    }
}
