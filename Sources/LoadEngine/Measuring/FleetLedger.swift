package import Evidence
internal import Quantities

/// Closes the account of what devices meant by their records: resends, malformed events, tables, schemas.
package enum FleetLedger {
    /// Reasons that a tally names.
    private static let reasonsKept = 8

    /// One reader's account of one topic.
    ///
    /// - Parameters:
    ///   - lanes: the topic's lanes; `topicIndex`: its place among the reader's topics.
    ///   - devices: numbers of the devices that send to the topic; none for dead letters, which no table holds.
    ///   - members: all members of the reader.
    package static func tally(
        reader: String, topic: String, topicIndex: Int, lanes: Range<Int>, devices: [Range<Int>],
        producers: [SendRecording], members: [ReceiveRecording]
    ) -> FleetTally {
        var tally = FleetTally(reader: reader, topic: topic)
        var counts = LaneCounts()
        for member in members {
            for lane in lanes { counts.add(member.counts[lane]) }
        }
        tally.resent = counts.resent
        tally.malformed = counts.malformed
        tally.buffered = counts.buffered
        tally.reread = counts.reread
        tally.rejected = counts.rejected
        tally.deadLettered = DeliveryLedger.deadLettered(members.compactMap(\.letters), lanes: lanes)
        tally.missed = counts.missed
        tally.wronged = counts.wronged
        tally.unreadable = counts.unreadable
        tally.unreadableReasons = reasons(members, topicIndex)
        let tables = members.compactMap(\.table)
        if !tables.isEmpty, !devices.isEmpty {
            let distinct = devices.reduce(0) { $0 + UpsertTable.distinct(tables, devices: $1) }
            tally.distinct = distinct
            tally.expectedDistinct = expectedDistinct(producers, lanes)
            tally.absorbed = counts.upserted - distinct
            tally.deviceDisorder = counts.deviceDisorder
        }
        return tally
    }

    /// Distinct well-formed events that were acknowledged: a resend is the same event, and a malformed one none.
    private static func expectedDistinct(_ producers: [SendRecording], _ lanes: Range<Int>) -> Int64 {
        func sum(_ counts: [Int64]) -> Int64 {
            // Empty: no event had the mark.
            counts.isEmpty ? 0 : lanes.reduce(0) { $0 + counts[$1] }
        }
        return producers.reduce(0) { total, producer in
            total + lanes.reduce(0) { $0 + Int64(producer.acked[$1].count) } - sum(producer.resent)
                - sum(producer.malformed) + sum(producer.resentMalformed)
        }
    }

    /// The most frequent first.
    private static func reasons(_ members: [ReceiveRecording], _ topic: Int) -> [String] {
        var counts: [String: Int64] = [:]
        for member in members where topic < member.drift.count {
            counts.merge(member.drift[topic], uniquingKeysWith: +)
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(reasonsKept)
            .map { "\($0.key) (\($0.value.grouped))" }
    }
}

extension LaneCounts {
    fileprivate mutating func add(_ other: LaneCounts) {
        resent += other.resent
        malformed += other.malformed
        buffered += other.buffered
        reread += other.reread
        rejected += other.rejected
        missed += other.missed
        wronged += other.wronged
        unreadable += other.unreadable
        upserted += other.upserted
        deviceDisorder += other.deviceDisorder
    }
}
