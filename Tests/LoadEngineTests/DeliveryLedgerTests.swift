import Evidence
import Testing

@testable import LoadEngine

@Suite struct DeliveryLedgerTests {
    /// One producer that sent `sent` events to lane 0 and had these acknowledged, and one member that was handed these.
    private func tally(
        sent: UInt32, acked: [UInt32], rejected: Int64 = 0, delivered: [[UInt32]], readToEnd: Bool = true
    ) -> DeliveryTally {
        let producer = sender(sent: sent, acked: acked, rejected: rejected)
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
            var counts = LaneCounts()
            (counts.repeated, counts.outOfOrder) = (repeated, outOfOrder)
            return recording(member, delivered: [[seen]], counts: counts)
        }
        return DeliveryLedger.tally(
            reader: "r", topic: "t", lanes: 0..<1, readToEnd: { _ in readToEnd }, producers: [producer],
            members: members)
    }

    private func sender(sent: UInt32, acked: [UInt32], rejected: Int64 = 0) -> SendRecording {
        SendRecording(
            producer: 0, sent: [sent], acked: [set(acked)], rejected: [rejected], indeterminate: [0],
            measuredSent: [0], measuredBytes: [0], measuredAcked: [0], ackLatency: [LatencyHistogram()],
            ackGaps: [GapTracker()], keyCounts: [], keyLanes: [], settings: [:])
    }

    private func recording(
        _ member: Int, delivered: [[OrdinalSet]], reread: [[OrdinalSet]]? = nil, counts: LaneCounts = LaneCounts()
    ) -> ReceiveRecording {
        ReceiveRecording(
            reader: "r", member: member, delivered: delivered, reread: reread ?? delivered.map { _ in [] },
            counts: delivered.map { _ in counts }, gaps: delivered.map { _ in GapTracker() }, letters: nil, table: nil,
            failure: nil, settings: [:])
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
        // The log holds two events twice, and the second copies were another member's to read.
        let handedOver = tally(sent: 5, acked: [0, 1, 2, 3, 4], delivered: [[0, 1, 2], [1, 2, 3, 4]])
        #expect(handedOver.repeated == 2)
        #expect(handedOver.lost == 0)
        #expect(handedOver.outOfOrder == 0)
    }

    @Test func whatAReaderReadAgainIsNoRepeatAndYetDelivered() {
        let producer = sender(sent: 6, acked: [0, 1, 2, 3, 4, 5])
        let members = [
            recording(0, delivered: [[set([0, 1, 2])]]),
            // Event 5 is known from reading again alone: the log began anew, and so did its offsets.
            recording(1, delivered: [[set([3, 4])]], reread: [[set([1, 2, 5])]]),
        ]
        let tally = DeliveryLedger.tally(
            reader: "r", topic: "t", lanes: 0..<1, readToEnd: { _ in true }, producers: [producer], members: members)
        #expect((tally.delivered, tally.lost, tally.repeated) == (6, 0, 0))
    }

    @Test func aLaneThatAMemberNeverHadHasNothingOfIt() {
        let members = [recording(0, delivered: [[]]), recording(1, delivered: [[set([0, 1])]])]
        let tally = DeliveryLedger.tally(
            reader: "r", topic: "t", lanes: 0..<1, readToEnd: { _ in true },
            producers: [sender(sent: 2, acked: [0, 1])], members: members)
        #expect((tally.delivered, tally.lost) == (2, 0))
    }

    // MARK: Dead letters

    /// Two source lanes, a dead-letter topic of one partition (lane 2), its ledger lanes 3 and 4.
    private func letterTally(
        forwarded: [[UInt32]], acked: [[UInt32]], ackedRecords: Int64, refused: Int64 = 0, delivered: [[UInt32]],
        repeated: Int64 = 0
    ) -> DeliveryTally {
        var letters = LetterAccount(lanes: 3)
        for (lane, ordinals) in forwarded.enumerated() { letters.forwarded[lane] = [set(ordinals)] }
        for (lane, ordinals) in acked.enumerated() { letters.acked[lane] = [set(ordinals)] }
        (letters.ackedRecords, letters.refusedRecords) = (ackedRecords, refused)
        var counts = LaneCounts()
        counts.repeated = repeated
        var member = recording(0, delivered: [[], [], []] + delivered.map { [set($0)] })
        member.counts[2] = counts
        for lane in [0, 1, 3, 4] { member.counts[lane] = LaneCounts() }
        return DeliveryLedger.letterTally(
            reader: "audit", topic: "dead", lanes: 2..<3, ledgerLanes: 3..<5, sourceLanes: 0..<2,
            readToEnd: { _ in true }, letters: [letters], members: [member], producers: 1)
    }

    @Test func deadLettersAreFoundUnderTheirOriginalPlace() {
        let tally = letterTally(
            forwarded: [[3, 9], [3]], acked: [[3, 9], [3]], ackedRecords: 3, delivered: [[3, 9], [3]])
        #expect((tally.sent, tally.acked, tally.delivered, tally.lost) == (3, 3, 3, 0))
        #expect((tally.rejected, tally.indeterminate, tally.repeated, tally.ambiguous) == (0, 0, 0, 0))
    }

    @Test func anAcknowledgedDeadLetterThatIsNowhereIsLost() {
        let tally = letterTally(
            forwarded: [[3, 9], [3]], acked: [[3, 9], [3]], ackedRecords: 3, delivered: [[3, 9], []])
        #expect((tally.acked, tally.lost) == (3, 1))
    }

    @Test func whatWasForwardedAgainIsNoRepeatOfTheClusters() {
        let tally = letterTally(
            forwarded: [[3, 9], []], acked: [[3, 9], []], ackedRecords: 4, delivered: [[3, 9], []], repeated: 3)
        #expect(tally.repeated == 1)
    }

    @Test func refusedDeadLettersAreRejectedAndTheOthersNobodyKnows() {
        let tally = letterTally(
            forwarded: [[3, 9], [1]], acked: [[3], []], ackedRecords: 1, refused: 1, delivered: [[3], []])
        #expect((tally.sent, tally.acked, tally.rejected, tally.indeterminate) == (3, 1, 1, 1))
    }

    @Test func deadLettersOfTheSameRecordByTwoMembersCountOnce() {
        var (one, other) = (LetterAccount(lanes: 1), LetterAccount(lanes: 1))
        one.acked = [[set([1, 2])]]
        other.acked = [[set([2, 3])]]
        #expect(DeliveryLedger.deadLettered([one, other], lanes: 0..<1) == 3)
    }

    @Test func aLaterEventBeforeAnEarlierOneIsOutOfOrder() {
        let tally = tally(sent: 3, acked: [0, 1, 2], delivered: [[0, 2, 1]])
        #expect(tally.outOfOrder == 1)
        #expect(tally.lost == 0)
    }
}
