internal import CBareLoop
internal import Evidence
internal import Foundation
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

/// One measurement, in a process of its own.
enum MeasuredStep {
    static func run(_ step: String, _ arguments: [String]) async throws {
        switch (step, arguments.count) {
        case ("lab-cluster", 0): try await ClusterStep.serveLab()
        case ("mock-cluster", 0): try ClusterStep.serveMock()
        case ("create-topic", 2): try createTopic(arguments[1], at: arguments[0])
        case ("delete-topic", 2):
            try Admin(settings: ["bootstrap.servers": arguments[0]]).delete(topic: arguments[1], timeoutMs: 10_000)
        case ("bare-produce", 2):
            let acked = seatrial_bare_produce(
                arguments[0], arguments[1], Int32(BenchmarkSize.partitions), Int64(BenchmarkSize.events),
                Int32(BenchmarkSize.valueBytes), Int32(BenchmarkSize.queue))
            try require(acked == Int64(BenchmarkSize.events), "\(acked) of \(BenchmarkSize.events) acknowledged")
        case ("bare-consume", 2):
            let read = seatrial_bare_consume(arguments[0], arguments[1], "bare", Int64(BenchmarkSize.events))
            try require(read == Int64(BenchmarkSize.events), "\(read) of \(BenchmarkSize.events) read")
        case ("seatrial-produce", 2): try await produce(to: arguments[1], at: arguments[0])
        case ("seatrial-consume", 3): try await consume(from: arguments[1], at: arguments[0], trial: arguments[2])
        case ("capture", 2): try CaptureStep.run(arguments[1], at: arguments[0])
        case ("connections", 3):
            try await ConnectionCost.measure(
                Int(arguments[2]) ?? 0, to: arguments[1], at: arguments[0])
        case ("fleet", 0): plan(plainFleet)
        case ("linked-fleet", 0): plan(linkedFleet)
        default: throw BenchmarkFailure("no measurement '\(step)' with \(arguments.count) arguments")
        }
    }

    private static func require(_ holds: Bool, _ message: String) throws {
        if !holds { throw BenchmarkFailure(message) }
    }

    private static func createTopic(_ name: String, at bootstrap: String) throws {
        try Admin(settings: ["bootstrap.servers": bootstrap])
            .create(NewTopic(name: name, partitions: Int32(BenchmarkSize.partitions)), timeoutMs: 10_000)
    }

    /// Everything due at once, in one phase of a millisecond: the schedule holds nothing back, as in the bare loop.
    private static var scenario: Scenario {
        Scenario(
            name: "benchmark", topics: [Topic(name: "seatrial", partitions: BenchmarkSize.partitions)],
            fleet: [
                DeviceGroup(
                    name: "devices", topic: "seatrial", devices: 10_000, rate: Double(BenchmarkSize.events) * 1000,
                    payload: Payload(size: .fixed(BenchmarkSize.valueBytes)))
            ], phases: [Phase(name: "all", duration: .milliseconds(1))])
    }

    private static var phases: PhaseClock { PhaseClock(endsNs: [1_000_000], isWarmUp: [false]) }

    /// The whole sending side: planner, stamps, checksums, ledger, histograms.
    ///
    /// Prints the trial's tag for the reader.
    private static func produce(to topic: String, at bootstrap: String) async throws {
        let tables = PlanTables(scenario: scenario, partitions: [BenchmarkSize.partitions])
        let tag = UInt64.random(in: 1 ... .max)
        let plan = SendPlan(producer: 0, trial: tag, tables: tables, topicCount: 1, phases: phases)
        let producer = try Producer(
            settings: [
                "bootstrap.servers": bootstrap, "queue.buffering.max.messages": String(BenchmarkSize.queue),
                "queue.buffering.max.kbytes": "1048576",
            ], topics: [topic])
        try producer.connect(timeoutMs: 10_000)
        let (clock, mailbox, stop) = (TrialClock(), WorkerMailbox(), StopSignal())
        let scenario = scenario
        async let planned: Void = WorkerThread.run(named: "planner") { plan.plan(scenario) { _ in } }
        clock.start()
        let begin = MonotonicClock.reading()
        stop.endDrain(atNs: 120_000_000_000)
        let recording = await WorkerThread.run(named: "producer") {
            SendLoop(
                producer: producer, plan: plan, worker: 0, clock: clock, mailbox: mailbox, stop: stop,
                queueCapacity: BenchmarkSize.queue
            ).run()
        }
        let seconds = Double(MonotonicClock.reading() - begin) / 1e9
        await planned
        let acked = recording.acked.reduce(0) { $0 + $1.count }
        // A periodic schedule may hold one event a device more or less than rate times duration.
        try require(acked * 100 >= BenchmarkSize.events * 99, "\(acked) of \(BenchmarkSize.events) acknowledged")
        FileHandle.standardOutput.write(Data("\(tag) \(acked) \(seconds)\n".utf8))
    }

    /// The whole reading side: decoding, checksums, ledger, histograms.
    private static func consume(from topic: String, at bootstrap: String, trial: String) async throws {
        let words = trial.split(separator: "-").compactMap { UInt64($0) }
        try require(words.count == 2, "trial '\(trial)' is not TAG-COUNT")
        let count = Int(words[1])
        let control = ReaderControl(
            members: 1, positions: Array(repeating: 0, count: BenchmarkSize.partitions), mode: .running,
            isHeldBack: false)
        let plan = ReceivePlan(
            reader: "reader", trial: words[0], topics: [topic], laneBase: [0], partitions: [BenchmarkSize.partitions],
            lanes: BenchmarkSize.partitions, producers: 1, phases: phases,
            settings: [
                "bootstrap.servers": bootstrap, "group.id": "seatrial", "auto.offset.reset": "earliest",
                "session.timeout.ms": "6000",
            ], limit: nil, ownsTopics: true)
        let (clock, mailbox) = (TrialClock(), WorkerMailbox())
        clock.start()
        let reading = Task {
            await WorkerThread.run(named: "reader") {
                ReceiveLoop(plan: plan, member: 0, worker: 0, control: control, clock: clock, mailbox: mailbox).run()
            }
        }
        let deadline = MonotonicClock.reading() + 60_000_000_000
        while (0..<BenchmarkSize.partitions).reduce(0, { $0 + Int(control.position(lane: $1)) }) < count,
            MonotonicClock.reading() < deadline
        {
            try await Task.sleep(for: .milliseconds(5))
        }
        control.change(to: .stopped)
        let recording = await reading.value
        let delivered = recording.delivered.joined().reduce(0) { $0 + $1.count }
        try require(delivered == count, "\(delivered) of \(count) delivered")
    }

    private static var plainFleet: Scenario {
        var scenario = scenario
        scenario.phases = [Phase(name: "all", duration: .milliseconds(10))]
        return scenario
    }

    /// A million devices on satellite links, half of them dark for a third of the time, then all back with a backlog.
    private static var linkedFleet: Scenario {
        Scenario(
            name: "benchmark", topics: [Topic(name: "seatrial", partitions: BenchmarkSize.partitions)],
            fleet: [
                DeviceGroup(
                    name: "ship", topic: "seatrial", devices: 1_000_000, rate: 100_000, regions: 4,
                    payload: Payload(size: .fixed(BenchmarkSize.valueBytes)), link: "satellite")
            ],
            links: [
                Link(
                    name: "satellite", bandwidth: 2e6, delay: .milliseconds(600), jitter: .milliseconds(50), loss: 0.01,
                    reconnect: Reconnect(first: .seconds(1), most: .seconds(20)))
            ],
            outages: [
                LinkOutage(
                    name: "storm", regions: [0, 1], phase: "all", after: .seconds(60), duration: .seconds(60),
                    spread: .seconds(10))
            ], phases: [Phase(name: "all", duration: .seconds(180))])
    }

    /// The planner alone, on one core.
    ///
    /// Prints events, seconds of planning and the process's largest resident memory in bytes.
    private static func plan(_ scenario: Scenario) {
        var planner = FleetPlanner(
            scenario: scenario, tables: PlanTables(scenario: scenario, partitions: [BenchmarkSize.partitions]),
            producer: 0, of: 1)
        var chunk = PlanChunk()
        var events = 0
        let begin = MonotonicClock.reading()
        while planner.nextChunk(into: &chunk, capacity: 4096) { events += chunk.count }
        let seconds = Double(MonotonicClock.reading() - begin) / 1e9
        FileHandle.standardOutput.write(Data("\(events) \(seconds) \(residentBytes())\n".utf8))
    }

    /// The largest resident memory of this process so far.
    private static func residentBytes() -> Int {
        var usage = rusage()
        #if canImport(Glibc)
            guard getrusage(numericCast(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
            return usage.ru_maxrss * 1024
        #else
            guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
            return usage.ru_maxrss
        #endif
    }
}
