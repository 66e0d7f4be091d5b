import Evidence
import Quantities
import ScenarioModel
import Testing
import Workloads

@testable import LoadEngine

@Suite struct SendRecorderTests {
    private var plan: SendPlan {
        let scenario = Scenario(
            name: "small", topics: [Topic(name: "events", partitions: 2)],
            fleet: [DeviceGroup(name: "devices", topic: "events", devices: 2, rate: 1)],
            phases: [Phase(name: "all", duration: .seconds(10))])
        return SendPlan(
            producer: 0, trial: 1, tables: PlanTables(scenario: scenario, partitions: [2]), topicCount: 1,
            phases: PhaseClock(endsNs: [10_000_000_000], isWarmUp: [false]))
    }

    @Test func marksAreCountedByLaneOfWhatIsAcknowledged() {
        var recorder = SendRecorder(plan: plan)
        let marks: [EventMarks] = [[], .resent, .malformed, [.resent, .malformed], .buffered, [.buffered, .resent]]
        for marks in marks {
            let ordinal = recorder.nextOrdinal(lane: 1)
            recorder.acknowledged(InFlightTable.Entry(lane: 1, ordinal: ordinal, marks: marks.rawValue), nowNs: 5)
        }
        recorder.failed(
            InFlightTable.Entry(lane: 1, marks: EventMarks.resent.rawValue), isCertain: true, code: 1, nowNs: 6)
        let recording = recorder.recordings(producers: [0])[0]
        #expect(recording.resent == [0, 3])
        #expect(recording.malformed == [0, 2])
        #expect(recording.buffered == [0, 2])
        #expect(recording.resentMalformed == [0, 1])
    }

    @Test func booksAreKeptBySeatAndTheRestOnce() {
        var recorder = SendRecorder(plan: plan, seats: 2)
        for (seat, lane) in [(0, 0), (1, 0), (1, 0), (1, 1)] as [(UInt16, UInt32)] {
            let entry = InFlightTable.Entry(
                lane: lane, ordinal: recorder.ordinal(seat: Int(seat), lane: Int(lane)), seat: seat)
            recorder.numbered(entry)
            recorder.sent(entry, bytes: 10)
            recorder.acknowledged(entry, nowNs: 1)
        }
        let recordings = recorder.recordings(producers: [4, 6])
        #expect(recordings.map(\.producer) == [4, 6])
        #expect(recordings.map(\.sent) == [[1, 0], [2, 1]])
        #expect(recordings.map { $0.acked.map(\.count) } == [[1, 0], [2, 1]])
        #expect(recordings.map(\.measuredAcked) == [[3, 1], [0, 0]])
        #expect(recordings.map { $0.ackLatency.map(\.count) } == [[3, 1], [0, 0]])
    }

    @Test func whatWaitedForItsConnectionIsNotLate() {
        var recorder = SendRecorder(plan: plan)
        let entry = InFlightTable.Entry(lane: 0, intendedNs: 0, sentNs: 5_000_000_000)
        recorder.sent(entry, bytes: 10, didWait: true)
        recorder.sent(entry, bytes: 10)
        let letter = recorder.take(completedSecond: 6)
        #expect(letter.production.map(\.sent) == [2])
        #expect(letter.production.map(\.late) == [1])
        #expect(letter.latencies.first { $0.kind == .sendLag }?.histogram.count == 1)
    }

    @Test func edgeLatencyIsAKindOfItsOwn() {
        var recorder = SendRecorder(plan: plan)
        recorder.edge(eventNs: 1_000_000, intendedNs: 3_000_000)
        let letter = recorder.take(completedSecond: 1)
        #expect(letter.latencies.map(\.kind) == [.edge])
        #expect(letter.latencies.first?.histogram.maximum == .milliseconds(2))
    }
}
