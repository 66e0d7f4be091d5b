import Testing
import Workloads

@testable import LoadEngine

/// What is the reader's own doing, and what is the cluster's.
@Suite struct ReceiveRecorderTests {
    private func value(_ ordinal: UInt32, marks: EventMarks = []) -> [UInt8] {
        StampedValue.binary(StampedValue.stamp(ordinal, marks: marks))
    }

    @Test func aRecordAtAnOffsetThatWasReachedBeforeIsReadAgainAndNotRepeated() {
        let member = MemberBench(.bench(), control: .bench())
        for ordinal in 0..<10 { member.hand(value(UInt32(ordinal)), at: Int64(ordinal)) }
        for ordinal in 6..<12 { member.hand(value(UInt32(ordinal)), at: Int64(ordinal)) }
        let counts = member.recording.counts[0]
        #expect((counts.reread, counts.repeated, counts.outOfOrder) == (4, 0, 0))
        #expect(member.recording.delivered[0][0].count == 12)
    }

    @Test func anEventThatComesAtANewOffsetIsRepeatedByTheCluster() {
        let member = MemberBench(.bench(), control: .bench())
        for (offset, ordinal) in [0, 1, 2, 1, 3].enumerated() { member.hand(value(UInt32(ordinal)), at: Int64(offset)) }
        #expect(member.recording.counts[0].repeated == 1)
        #expect(member.recording.counts[0].reread == 0)
    }

    @Test func whatOneMemberReadIsReadAgainForTheNext() {
        let control = ReaderControl.bench(members: 2)
        let (first, second) = (
            MemberBench(.bench(), control: control), MemberBench(.bench(), control: control, member: 1)
        )
        for ordinal in 0..<8 { first.hand(value(UInt32(ordinal)), at: Int64(ordinal)) }
        // The partition goes over, and the other begins at the last commit.
        for ordinal in 5..<11 { second.hand(value(UInt32(ordinal)), at: Int64(ordinal)) }
        #expect(second.recording.counts[0].reread == 3)
        #expect(second.recording.counts[0].repeated == 0)
        #expect(second.recording.delivered[0][0].runs == [OrdinalSet.Run(start: 8, end: 11)])
        #expect(second.recording.reread[0][0].runs == [OrdinalSet.Run(start: 5, end: 8)])
        #expect(control.reached(lane: 0) == 11)
    }

    @Test func thePositionGoesBackAndWhatWasReachedDoesNot() {
        let control = ReaderControl.bench()
        let member = MemberBench(.bench(), control: control)
        for offset in [0, 1, 2, 0] as [Int64] { member.hand(value(UInt32(offset)), at: offset) }
        #expect(control.position(lane: 0) == 1)
        #expect(control.reached(lane: 0) == 3)
    }

    @Test func marksAreCountedOncePerRecord() {
        let member = MemberBench(.bench(), control: .bench())
        member.hand(value(0, marks: [.resent, .buffered]), at: 0)
        member.hand(value(1, marks: .malformed), at: 1)
        member.hand(value(1, marks: .malformed), at: 1)
        let counts = member.recording.counts[0]
        #expect((counts.resent, counts.buffered, counts.malformed, counts.reread) == (1, 1, 1, 1))
    }

    @Test func aDamagedRecordThatIsReadAgainIsCorruptedOnce() {
        let member = MemberBench(.bench(), control: .bench())
        var damaged = value(0)
        damaged[58] ^= 1
        member.hand(damaged, at: 0)
        member.hand(damaged, at: 0)
        #expect(member.recording.counts[0].corrupted == 1)
    }

    @Test func aStampThatNobodyCanHaveWrittenIsDamagedAndCrashesNothing() {
        let plan = ReceivePlan.bench(inspection: InspectionPlan(book: SchemaBook([]), devices: 4))
        let member = MemberBench(plan, control: .bench())
        let stamps = [
            StampedValue.stamp(.max), StampedValue.stamp(0, sequence: .max), StampedValue.stamp(0, producer: 9),
            StampedValue.stamp(0, partition: 9),
        ]
        for (offset, stamp) in stamps.enumerated() { member.hand(StampedValue.binary(stamp), at: Int64(offset)) }
        #expect(member.recording.counts[0].corrupted == 4)
        member.hand(StampedValue.binary(StampedValue.stamp(.max - 1, device: 99)), at: 4)
        #expect(member.recording.counts[0].upserted == 0)
        #expect(member.recording.delivered[0][0].count == 1)
    }

    @Test func aValidatorRejectsWhatIsMalformedAndSaysWhereItErred() {
        let letters = DeadLetterPlan(topic: "dead", partitions: 1, settings: [:], commitNs: 1)
        let plan = ReceivePlan.bench(inspection: InspectionPlan(book: SchemaBook([]), deadLetters: letters))
        let member = MemberBench(plan, control: .bench())
        func event(_ ordinal: UInt32, _ rest: String, _ marks: EventMarks = []) -> [UInt8] {
            StampedValue.json(StampedValue.stamp(ordinal, marks: marks), rest)
        }
        #expect(member.hand(event(0, "}"), at: 0) == 0)
        #expect(member.hand(event(1, "", .malformed), at: 1) == 1)
        #expect(member.hand(event(2, "}", .malformed), at: 2) == 0)
        #expect(member.hand(event(3, ""), at: 3) == 1)
        // Read again, so forwarded again, and counted no more.
        #expect(member.hand(event(1, "", .malformed), at: 1) == 1)
        let counts = member.recording.counts[0]
        #expect((counts.rejected, counts.missed, counts.wronged) == (2, 1, 1))
    }

    @Test func aDeadLetterIsKnownByItsSourceAndNotMixedWithIt() {
        let plan = ReceivePlan(
            reader: "r", trial: StampedValue.trial, topics: ["t", "dead"], laneBase: [0, 2], partitions: [2, 1],
            lanes: 3, producers: 1, phases: PhaseClock(endsNs: [.max], isWarmUp: [false]), settings: [:], limit: nil,
            ownsTopics: true, letterSources: [nil, 2])
        #expect(plan.ledgerLanes == 5)
        #expect(plan.ledgerLanes(ofTopic: 0) == 0..<2 && plan.ledgerLanes(ofTopic: 1) == 3..<5)
        let member = MemberBench(plan, control: .bench(lanes: 3))
        let event = StampedValue.binary(StampedValue.stamp(7, partition: 1))
        member.hand(event, at: 0, topic: 0, partition: 1)
        member.hand(event, at: 0, topic: 1)
        // No partition of the source, and the dead-letter topic's own has no say in it.
        member.hand(StampedValue.binary(StampedValue.stamp(8, partition: 2)), at: 1, topic: 1)
        let recording = member.recording
        #expect(recording.delivered.map { $0.first?.count ?? 0 } == [0, 1, 0, 0, 1])
        #expect(recording.counts.map(\.repeated) == [0, 0, 0])
        #expect(recording.counts.map(\.corrupted) == [0, 0, 1])
    }

    @Test func membersThatWereNotLetInStayAwayAndStopWithTheOthers() {
        let control = ReaderControl(members: 3, active: 1, positions: [0], mode: .running, isHeldBack: false)
        #expect((0..<3).map { control.mode(ofMember: $0) } == [.running, .away, .away])
        control.letIn(2)
        #expect((0..<3).map { control.mode(ofMember: $0) } == [.running, .running, .away])
        control.letIn(9)
        #expect(control.activeMembers == 3)
        control.change(to: .stopped)
        #expect((0..<3).allSatisfy { control.mode(ofMember: $0) == .stopped })
    }
}
