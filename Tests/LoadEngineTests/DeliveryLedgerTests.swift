import Evidence
import Testing

@testable import LoadEngine

@Suite struct DeliveryLedgerTests {
    /// One producer that sent `sent` events to lane 0 and had these acknowledged, and one member that was handed these.
    private func tally(
        sent: UInt32, acked: [UInt32], rejected: Int64 = 0, delivered: [[UInt32]], readToEnd: Bool = true
    ) -> DeliveryTally {
        let producer = SendRecording(
            producer: 0, sent: [sent], acked: [set(acked)], rejected: [rejected], indeterminate: [0],
            measuredSent: [0], measuredBytes: [0], measuredAcked: [0], ackLatency: [LatencyHistogram()],
            ackGaps: [GapTracker()], keyCounts: [], keyLanes: [], settings: [:])
        let members = delivered.enumerated().map { member, ordinals in
            var seen = OrdinalSet()
            var (repeated, outOfOrder): (Int64, Int64) = (0, 0)
            for ordinal in ordinals {
                switch seen.insert(ordinal) {
                case .advanced: break
                case .outOfOrder: outOfOrder += 1
                case .repeated: repeated += 1
                }
            }
            return ReceiveRecording(
                reader: "r", member: member, delivered: [seen], repeated: [repeated], outOfOrder: [outOfOrder],
                corrupted: [0], foreign: [0], gaps: [GapTracker()], failure: nil, settings: [:])
        }
        return DeliveryLedger.tally(
            reader: "r", topic: "t", lanes: 0..<1, laneCount: 1, readToEnd: { _ in readToEnd },
            producers: [producer], members: members)
    }

    private func set(_ ordinals: [UInt32]) -> OrdinalSet {
        var set = OrdinalSet()
        for ordinal in ordinals { _ = set.insert(ordinal) }
        return set
    }

    @Test func everythingAckedAndDeliveredOnceLeavesNothingOpen() {
        let tally = tally(sent: 5, acked: [0, 1, 2, 3, 4], delivered: [[0, 1, 2, 3, 4]])
        #expect((tally.sent, tally.acked, tally.delivered) == (5, 5, 5))
        #expect((tally.lost, tally.unread, tally.repeated, tally.outOfOrder, tally.ambiguous) == (0, 0, 0, 0, 0))
        #expect(tally.indeterminate == 0)
    }

    @Test func ackedAndNeverDeliveredIsLost() {
        let tally = tally(sent: 5, acked: [0, 1, 2, 3, 4], delivered: [[0, 1, 3, 4]])
        #expect(tally.lost == 1)
        #expect(tally.outOfOrder == 0)
    }

    @Test func whatAReaderDidNotGetToIsUnreadAndNotLost() {
        let tally = tally(sent: 5, acked: [0, 1, 2, 3, 4], delivered: [[0, 1]], readToEnd: false)
        #expect((tally.lost, tally.unread) == (0, 3))
        #expect(!tally.isComplete)
    }

    @Test func deliveredWithoutAcknowledgementIsAmbiguous() {
        let tally = tally(sent: 3, acked: [0, 1], delivered: [[0, 1, 2]])
        #expect(tally.ambiguous == 1)
        #expect(tally.indeterminate == 1)
        #expect(tally.lost == 0)
    }

    @Test func rejectedEventsAreNotIndeterminate() {
        let tally = tally(sent: 3, acked: [0, 1], rejected: 1, delivered: [[0, 1]])
        #expect((tally.rejected, tally.indeterminate) == (1, 0))
    }

    @Test func aSecondDeliveryIsRepeatedWithinAMemberAndAcrossMembers() {
        #expect(tally(sent: 3, acked: [0, 1, 2], delivered: [[0, 1, 1, 2]]).repeated == 1)
        // A rebalance hands the partition over, and the new member reads again from the committed offset.
        let handedOver = tally(sent: 5, acked: [0, 1, 2, 3, 4], delivered: [[0, 1, 2], [1, 2, 3, 4]])
        #expect(handedOver.repeated == 2)
        #expect(handedOver.lost == 0)
        #expect(handedOver.outOfOrder == 0)
    }

    @Test func aLaterEventBeforeAnEarlierOneIsOutOfOrder() {
        let tally = tally(sent: 3, acked: [0, 1, 2], delivered: [[0, 2, 1]])
        #expect(tally.outOfOrder == 1)
        #expect(tally.lost == 0)
    }
}
