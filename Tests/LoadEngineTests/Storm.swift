import Evidence
import KafkaClient
import Quantities
import ScenarioModel
import TestSupport
import Workloads

@testable import LoadEngine

/// A trial's sending and reading sides around hand-made chunks: devices with a connection each, that come back together.
struct Storm {
    static let partitions = 4

    var devices: Int
    /// Events of each device between two returns.
    var events = 5
    /// How often all devices come back, each time with their first event then.
    var returns = 2
    /// Between two events of a device.
    var gap = Nanoseconds.milliseconds(20)
    var backoff = Reconnect(first: .milliseconds(50), factor: 2, most: .milliseconds(200), jitter: 0)
    var drain = Nanoseconds.seconds(30)
    var properties: [String: String] = [:]
    /// Properties of connections by seat, over the others.
    var special: [Int: [String: String]] = [:]

    /// What came of it.
    struct Outcome {
        var sent: [SendRecording]
        var letters: [WorkerSecond]
        var tally: DeliveryTally?

        var connections: ConnectionRow {
            letters.flatMap(\.connections).reduce(into: ConnectionRow(second: 0, phase: 0)) { sum, row in
                sum.asked += row.asked
                sum.opened += row.opened
                sum.failed += row.failed
                sum.closed += row.closed
            }
        }

        var connectLatencies: UInt64 {
            letters.flatMap(\.latencies).filter { $0.kind == .connect }.reduce(0) { $0 + $1.histogram.count }
        }

        func total(_ counts: (SendRecording) -> [Int64]) -> Int64 { sent.reduce(0) { $0 + counts($1).reduce(0, +) } }
        var handedOver: Int { sent.reduce(0) { $0 + $1.sent.reduce(0) { $0 + Int($1) } } }
        var acked: Int { sent.reduce(0) { $0 + $1.acked.reduce(0) { $0 + $1.count } } }
    }

    var eventCount: Int { devices * events * (returns + 1) }

    var scenario: Scenario {
        Scenario(
            name: "storm", topics: [Topic(name: "events", partitions: Storm.partitions)],
            fleet: [
                DeviceGroup(
                    name: "devices", topic: "events", devices: devices, rate: 1, payload: Payload(size: .fixed(128)),
                    connection: .own(most: devices))
            ], phases: [Phase(name: "all", duration: .seconds(600))])
    }

    /// All events as one chunk: round after round, in each round device after device.
    var chunk: PlanChunk {
        let rounds = events * (returns + 1)
        var chunk = PlanChunk(capacity: eventCount)
        for round in 0..<rounds {
            for device in 0..<devices {
                let index = chunk.count
                chunk.intendedNs[index] = UInt64(round) * UInt64(gap.rawValue)
                chunk.eventNs[index] = chunk.intendedNs[index]
                chunk.device[index] = UInt32(device)
                chunk.sequence[index] = UInt32(round)
                chunk.lane[index] = UInt32(device % Storm.partitions)
                chunk.key[index] = .max
                chunk.marks[index] = round > 0 && round % events == 0 ? .reconnected : []
                chunk.count += 1
            }
        }
        return chunk
    }

    /// Sends it all to topic `events` there, and reads it back where `isRead`.
    func run(at bootstrap: String, isRead: Bool = true) async throws -> Outcome {
        let scenario = scenario
        let tables = PlanTables(scenario: scenario, partitions: [Storm.partitions])
        let layout = ProducerLayout(scenario: scenario)
        let seats = ConnectionSeats(layout: layout, roster: tables.roster, loop: 0, of: 1)
        let phases = PhaseClock(endsNs: [600_000_000_000], isWarmUp: [false])
        let trial = UInt64.random(in: 1 ... .max)
        let plan = SendPlan(
            producer: layout.gateways, share: .own(0, of: 1), trial: trial, tables: tables, topicCount: 1,
            phases: phases)
        let common = ["bootstrap.servers": bootstrap, "linger.ms": "0"].merging(properties) { $1 }
        let connections = (0..<devices).map { seat in
            OwnConnection(
                settings: common.merging(special[seat] ?? [:]) { $1 }, topic: "events", backoff: backoff)
        }
        let crew = ConnectionCrew()
        let (clock, mailbox, stop) = (TrialClock(), WorkerMailbox(), StopSignal())
        let setup = try await WorkerThread.run(named: "setup") { () throws(KafkaError) in
            var setup = try ConnectionSetup(plan: plan, seats: seats, connections: connections)
            setup.open(by: crew, timeoutMs: 30_000)
            setup.awaitOpened()
            return setup
        }
        let chunk = chunk
        async let planned: Void = WorkerThread.run(named: "planner") {
            var left: PlanChunk? = chunk
            plan.plan(noting: { _ in }) { room in
                guard let next = left.take() else { return false }
                room = next
                return true
            }
        }
        clock.start()
        stop.endDrain(atNs: chunk.intendedNs[chunk.count - 1] + UInt64(drain.rawValue))
        let sent = await WorkerThread.run(named: "loop") {
            let sent = ConnectionLoop(
                setup: setup, worker: 0, clock: clock, mailbox: mailbox, stop: stop, crew: crew
            ).run()
            crew.finish()
            return sent
        }
        await planned
        let letters = mailbox.take().letters
        guard isRead else { return Outcome(sent: sent, letters: letters) }
        let tally = try await read(trial, bootstrap, layout.producers, phases, clock, sent)
        return Outcome(sent: sent, letters: letters, tally: tally)
    }

    private func read(
        _ trial: UInt64, _ bootstrap: String, _ producers: Int, _ phases: PhaseClock, _ clock: TrialClock,
        _ sent: [SendRecording]
    ) async throws -> DeliveryTally {
        let settings = [
            "bootstrap.servers": bootstrap, "group.id": "storm-\(trial)", "auto.offset.reset": "earliest",
            "session.timeout.ms": "6000",
        ]
        let lanes = (0..<Storm.partitions).map { TopicPartition(topic: "events", partition: Int32($0)) }
        let ends = try await WorkerThread.run(named: "ends") { () throws(KafkaError) in
            try Admin(settings: ["bootstrap.servers": bootstrap]).offsets(.end, of: lanes, timeoutMs: 10_000)
        }
        let control = ReaderControl(
            members: 1, positions: Array(repeating: 0, count: Storm.partitions), mode: .running, isHeldBack: false)
        let plan = ReceivePlan(
            reader: "reader", trial: trial, topics: ["events"], laneBase: [0], partitions: [Storm.partitions],
            lanes: Storm.partitions, producers: producers, phases: phases, settings: settings, limit: nil,
            ownsTopics: false)
        let mailbox = WorkerMailbox()
        async let received = WorkerThread.run(named: "reader") {
            ReceiveLoop(plan: plan, member: 0, worker: 0, control: control, clock: clock, mailbox: mailbox).run()
        }
        let readToEnd: @Sendable (Int) -> Bool = { control.position(lane: $0) >= ends[$0].offset ?? 0 }
        // What is not read by then is counted as unread, for the test to see.
        _ = try await eventually(within: .seconds(30)) { (0..<Storm.partitions).allSatisfy(readToEnd) }
        control.change(to: .stopped)
        return DeliveryLedger.tally(
            reader: "reader", topic: "events", lanes: 0..<Storm.partitions,
            readToEnd: readToEnd, producers: sent, members: [await received])
    }
}
