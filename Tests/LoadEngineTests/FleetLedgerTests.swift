import Evidence
import ScenarioModel
import Testing
import Workloads

@testable import LoadEngine

@Suite struct FleetLedgerTests {
    private static let devices = 3000

    private func plan(schema: [Firmware] = []) -> ReceivePlan {
        .bench(
            inspection: InspectionPlan(
                book: SchemaBook(schema), devices: Self.devices, schema: schema.isEmpty ? nil : 0))
    }

    private func sender(acked: Int, resent: Int64, malformed: Int64, both: Int64) -> SendRecording {
        SendRecording(
            producer: 0, sent: [UInt32(acked)],
            acked: [OrdinalSet(runs: [OrdinalSet.Run(start: 0, end: UInt32(acked))])], rejected: [0],
            indeterminate: [0], measuredSent: [0], measuredBytes: [0], measuredAcked: [0],
            ackLatency: [LatencyHistogram()], ackGaps: [GapTracker()], keyCounts: [], keyLanes: [], settings: [:],
            resent: [resent], malformed: [malformed], buffered: [0], resentMalformed: [both])
    }

    private func tally(_ members: [MemberBench], _ producers: [SendRecording] = []) -> FleetTally {
        FleetLedger.tally(
            reader: "r", topic: "t", topicIndex: 0, lanes: 0..<1, devices: [0..<Self.devices], producers: producers,
            members: members.map(\.recording))
    }

    @Test func aTableHoldsWhatWasSentTwiceOnce() {
        let member = MemberBench(plan(), control: .bench())
        // Device and sequence of what comes, in the log's order.
        let events: [(UInt32, UInt32, EventMarks)] = [
            (7, 0, []), (7, 1, []), (2999, 0, []), (7, 1, .resent), (7, 3, []), (7, 2, .late), (8, 0, .malformed),
            (8, 0, [.malformed, .resent]),
        ]
        for (place, event) in events.enumerated() {
            let stamp = StampedValue.stamp(UInt32(place), device: event.0, sequence: event.1, marks: event.2)
            member.hand(StampedValue.binary(stamp), at: Int64(place))
        }
        let tally = tally([member], [sender(acked: 8, resent: 2, malformed: 2, both: 1)])
        #expect(tally.distinct == 5)
        #expect(tally.expectedDistinct == 5)
        #expect(tally.absorbed == 1)
        #expect(tally.deviceDisorder == 1)
        #expect((tally.resent, tally.malformed) == (2, 2))
    }

    @Test func tablesOfSeveralMembersAreOne() {
        let control = ReaderControl.bench(members: 2)
        let members = [MemberBench(plan(), control: control), MemberBench(plan(), control: control, member: 1)]
        for ordinal in 0..<10 as Range<UInt32> {
            members[0].hand(StampedValue.binary(StampedValue.stamp(ordinal, device: ordinal % 2)), at: Int64(ordinal))
        }
        for ordinal in 6..<14 as Range<UInt32> {
            members[1].hand(StampedValue.binary(StampedValue.stamp(ordinal, device: ordinal % 2)), at: Int64(ordinal))
        }
        let tally = tally(members)
        #expect(tally.distinct == 14)
        // Four were read again by the second member, and were in the table already.
        #expect(tally.absorbed == 4)
        #expect(tally.reread == 4)
        #expect(tally.deviceDisorder == 0)
    }

    @Test func aReaderWithoutATableHasNone() {
        let member = MemberBench(.bench(), control: .bench())
        member.hand(StampedValue.binary(StampedValue.stamp(0)), at: 0)
        let tally = tally([member])
        #expect(tally.distinct == nil && tally.expectedDistinct == nil && tally.absorbed == nil)
    }

    @Test func driftIsCountedByWhatWasExpectedAndMalformedEventsAreNone() {
        let firmware = Firmware(version: "1", fields: [SchemaField(name: "rpm", kind: .long)])
        let member = MemberBench(plan(schema: [firmware]), control: .bench())
        let rests: [(String, EventMarks)] = [
            (#","rpm":1}"#, []), ("}", []), ("}", []), (#","rpm":""}"#, []), ("", .malformed),
        ]
        for (place, event) in rests.enumerated() {
            let value = StampedValue.json(StampedValue.stamp(UInt32(place), marks: event.1), event.0)
            member.hand(value, at: Int64(place))
            // Read again, and so no other record.
            member.hand(value, at: Int64(place))
        }
        let tally = tally([member])
        #expect(tally.unreadable == 3)
        #expect(tally.unreadableReasons == ["rpm: long, found none (2)", "rpm: long, found another type (1)"])
    }

    /// Random deliveries to random members, against a plain set.
    @Test func distinctAgreesWithAPlainSet() {
        var random = SplitMix(state: 11)
        let control = ReaderControl.bench(members: 3)
        let members = (0..<3).map { MemberBench(plan(), control: control, member: $0) }
        var model: Set<UInt64> = []
        for place in 0..<3000 {
            let (device, sequence) = (UInt32(random.next() % 40) * 70, UInt32(random.next() % 50))
            model.insert(UInt64(device) << 32 | UInt64(sequence))
            let stamp = StampedValue.stamp(UInt32(place), device: device, sequence: sequence)
            members[Int(random.next() % 3)].hand(StampedValue.binary(stamp), at: Int64(place))
        }
        let tally = tally(members)
        #expect(tally.distinct == Int64(model.count))
        #expect(tally.absorbed == 3000 - Int64(model.count))
    }
}
