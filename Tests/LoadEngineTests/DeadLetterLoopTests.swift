import Evidence
import KafkaClient
import TestSupport
import Testing
import Workloads

@testable import LoadEngine

/// Malformed events on their way through a reader with dead letters to the reader of these, on a lab cluster.
@Suite(.timeLimit(.minutes(15))) struct DeadLetterLoopTests {
    private static let lanes = 5
    private static let events = 400

    private func plan(
        _ reader: String, topic: String, base: Int, partitions: Int, letterSource: Int? = nil,
        inspection: InspectionPlan? = nil, settings: [String: String]
    ) -> ReceivePlan {
        let own = [
            "group.id": reader, "auto.offset.reset": "earliest", "fetch.wait.max.ms": "50",
            "enable.auto.commit": inspection == nil ? "true" : "false",
        ]
        return ReceivePlan(
            reader: reader, trial: StampedValue.trial, topics: [topic], laneBase: [base], partitions: [partitions],
            lanes: Self.lanes, producers: 1, phases: PhaseClock(endsNs: [.max], isWarmUp: [false]),
            settings: settings.merging(own) { $1 }, limit: nil, ownsTopics: true, letterSources: [letterSource],
            inspection: inspection)
    }

    /// Every fifth event has broken content; each has its place as its key.
    private func produce(_ settings: [String: String]) throws {
        let producer = try Producer(settings: settings, topics: ["events"])
        var ordinals: [UInt32] = [0, 0, 0]
        var reported = 0
        let reports = UnsafeMutablePointer<DeliveryReport>.allocate(capacity: Producer.batchCapacity)
        defer { reports.deallocate() }
        for place in 0..<Self.events {
            let partition = place % 3
            let isMalformed = place % 5 == 0
            let stamp = StampedValue.stamp(
                ordinals[partition], device: UInt32(place % 10), sequence: UInt32(place / 10),
                partition: UInt16(partition), marks: isMalformed ? .malformed : [])
            ordinals[partition] += 1
            let value = StampedValue.json(stamp, isMalformed ? #","state":broken}"# : #","rpm":1}"#)
            let key = Array("device-\(place % 10)".utf8)
            value.withUnsafeBytes { bytes in
                key.withUnsafeBytes { keyBytes in
                    guard let base = bytes.baseAddress else { return }
                    var record = OutgoingRecord(
                        value: base, valueLength: bytes.count, key: keyBytes.baseAddress, keyLength: keyBytes.count,
                        partition: Int32(partition), tag: 0)
                    #expect(producer.enqueue(topic: 0, &record, count: 1) == 1)
                }
            }
        }
        while reported < Self.events {
            let count = producer.poll(into: reports, timeoutMs: 1000)
            for index in 0..<count { #expect(reports[index].outcome == .acknowledged) }
            reported += count
        }
    }

    private func sender() -> SendRecording {
        let counts = (0..<Self.lanes).map { lane in (0..<Self.events).count { $0 % 3 == lane && lane < 3 } }
        let malformed = (0..<Self.lanes).map { lane in (0..<Self.events).count { $0 % 15 % 3 == lane && $0 % 5 == 0 } }
        let zeros = counts.map { _ in Int64(0) }
        return SendRecording(
            producer: 0, sent: counts.map { UInt32($0) },
            acked: counts.map { OrdinalSet(runs: $0 == 0 ? [] : [OrdinalSet.Run(start: 0, end: UInt32($0))]) },
            rejected: zeros, indeterminate: zeros, measuredSent: zeros, measuredBytes: zeros, measuredAcked: zeros,
            ackLatency: counts.map { _ in LatencyHistogram() }, ackGaps: counts.map { _ in GapTracker() },
            keyCounts: [], keyLanes: [], settings: [:], resent: zeros, malformed: malformed.map { Int64($0) },
            buffered: zeros, resentMalformed: zeros)
    }

    @Test func theAccountClosesOverBothTopics() async throws {
        try await withLab(topics: ["events": 3, "dead": 2]) { bootstrap in
            try await accountCloses(["bootstrap.servers": bootstrap])
        }
    }

    private func accountCloses(_ settings: [String: String]) async throws {
        try produce(settings)
        let letters = DeadLetterPlan(topic: "dead", partitions: 2, settings: settings, commitNs: 100_000_000)
        let plans = [
            plan(
                "validator", topic: "events", base: 0, partitions: 3,
                inspection: InspectionPlan(book: SchemaBook([]), deadLetters: letters, devices: 10), settings: settings),
            plan("audit", topic: "dead", base: 3, partitions: 2, letterSource: 3, settings: settings),
        ]
        let controls = plans.map { plan in
            let range = plan.laneBase[0]..<plan.laneBase[0] + plan.partitions[0]
            return ReaderControl(
                members: 1, positions: (0..<Self.lanes).map { range.contains($0) ? 0 : -1 }, mode: .running,
                isHeldBack: false)
        }
        let (clock, mailbox) = (TrialClock(), WorkerMailbox())
        clock.start()
        let tasks = zip(plans, controls).enumerated().map { worker, pair in
            Task {
                await WorkerThread.run(named: pair.0.reader) {
                    ReceiveLoop(
                        plan: pair.0, member: 0, worker: worker, control: pair.1, clock: clock, mailbox: mailbox
                    ).run()
                }
            }
        }
        let rejected = Int64(Self.events / 5)
        let isThrough = try await eventually(within: .seconds(60)) {
            let found = (0..<Self.lanes).reduce(Int64(0)) { $0 + max(0, controls[1].reached(lane: $1)) }
            return found == rejected
        }
        #expect(isThrough)
        for control in controls { control.change(to: .stopped) }
        var recordings: [ReceiveRecording] = []
        for task in tasks { recordings.append(await task.value) }
        check(recordings, plans[1], rejected: rejected)
        // All that was handled is committed, and nothing before its dead letters were answered for.
        let admin = try Admin(settings: settings.merging(["group.id": "validator"]) { $1 })
        let partitions = (0..<3).map { TopicPartition(topic: "events", partition: $0) }
        #expect(try admin.committed(partitions, timeoutMs: 5000).map(\.offset) == [134, 133, 133])
    }

    private func check(_ recordings: [ReceiveRecording], _ audit: ReceivePlan, rejected: Int64) {
        let source = DeliveryLedger.tally(
            reader: "validator", topic: "events", lanes: 0..<3, readToEnd: { _ in true }, producers: [sender()],
            members: [recordings[0]])
        #expect((source.acked, source.delivered, source.lost) == (400, 400, 0))
        let fleet = FleetLedger.tally(
            reader: "validator", topic: "events", topicIndex: 0, lanes: 0..<3, devices: [0..<10],
            producers: [sender()], members: [recordings[0]])
        #expect((fleet.rejected, fleet.deadLettered, fleet.missed, fleet.wronged) == (rejected, rejected, 0, 0))
        #expect(fleet.distinct == 320 && fleet.expectedDistinct == 320)
        let dead = DeliveryLedger.letterTally(
            reader: "audit", topic: "dead", lanes: 3..<5, ledgerLanes: audit.ledgerLanes(ofTopic: 0),
            sourceLanes: 0..<3, readToEnd: { _ in true }, letters: recordings.compactMap(\.letters),
            members: [recordings[1]], producers: 1)
        #expect((dead.sent, dead.acked, dead.delivered, dead.lost) == (rejected, rejected, rejected, 0))
        #expect((dead.repeated, dead.corrupted, dead.outOfOrder) == (0, 0, 0))
        // Whatever was acknowledged and is well-formed, or a dead letter that was found.
        #expect(source.acked == (fleet.distinct ?? 0) + dead.delivered)
    }
}
