internal import Evidence
internal import Foundation
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

/// The control plane of one running trial: starts the loops, tells the readers what to do, journals every second,
/// watches catch-ups, and ends it all in bounded time.
struct TrialLoop {
    private static let tick = Duration.milliseconds(50)
    /// How long a reader may take to come to rest and to leave its group.
    private static let interruptedDrain = Nanoseconds.seconds(5)

    private let setup: TrialSetup
    private let request: TrialRequest
    private let sink: TrialSink
    private let interruption: Interruption
    private let progress: @Sendable (TrialProgress) -> Void

    private let clock = TrialClock()
    private let mailbox = WorkerMailbox()
    private let stop = StopSignal()
    private let sampler: LagSampler
    private var host = HostSampler()
    private var journal = Journal()
    private var watch: ReaderWatch
    private var drills: DrillSchedule
    private var live: LiveFigures
    private var honesty = HonestyCollector()
    private var sieve = IncidentSieve()
    private var hostSecond = 0
    private(set) var startedAt: Int64

    init(
        setup: TrialSetup, request: TrialRequest, sink: TrialSink, interruption: Interruption,
        progress: @escaping @Sendable (TrialProgress) -> Void
    ) {
        self.setup = setup
        self.request = request
        self.sink = sink
        self.interruption = interruption
        self.progress = progress
        sampler = LagSampler(
            admin: setup.connection.admin, partitions: setup.partitions,
            subjects: setup.readers.map {
                LagSampler.Subject(name: $0.reader.name, admin: $0.admin, control: $0.control, lanes: $0.lanes)
            },
            clock: clock)
        watch = ReaderWatch(setup: setup)
        drills = DrillSchedule(setup.plan, connection: setup.connection)
        live = LiveFigures(plan: setup.plan)
        startedAt = setup.manifest.startedAt
    }

    /// From joining the groups to the account.
    mutating func run() async throws(TrialError) -> TrialEnding {
        let readers = startReaders()
        let planners = startPlanners()
        do throws(TrialError) {
            try await awaitReaders()
        } catch {
            setup.sendPlans.forEach { $0.cancel() }
            _ = await stopReaders(readers)
            for planner in planners { await planner.value }
            setup.connections.forEach { $0.abandon(to: setup.crew) }
            await endConnections()
            throw error
        }
        if let note = setup.openingNote { journal.add(Incident(at: .zero, kind: "connections", text: note)) }
        let sampling = startLoad()
        let senders = startSenders()
        var failure: TrialError?
        do throws(TrialError) {
            try await followPhases()
        } catch {
            failure = error
        }
        endSending(failed: failure != nil)
        let sent = await finish(senders)
        await endConnections()
        for planner in planners { await planner.value }
        watch.endOfLoad()
        let ends = await drainReaders(failed: failure != nil)
        let received = await stopReaders(readers)
        sampler.stop()
        await sampling.value
        if failure == nil {
            do throws(TrialError) { try journalNow(isLast: true) } catch { failure = error }
        }
        if let failure { throw failure }
        return ending(sent: sent, received: received, ends: ends)
    }

    // MARK: Starting

    private func startReaders() -> [Task<ReceiveRecording, Never>] {
        var worker = setup.senders
        var tasks: [Task<ReceiveRecording, Never>] = []
        let (clock, mailbox) = (clock, mailbox)
        for reader in setup.readers {
            for member in 0..<reader.control.members {
                let (number, plan, control) = (worker, reader.plan, reader.control)
                worker += 1
                tasks.append(
                    Task {
                        await WorkerThread.run(named: "\(plan.reader)-\(member)") {
                            ReceiveLoop(
                                plan: plan, member: member, worker: number, control: control, clock: clock,
                                mailbox: mailbox
                            ).run()
                        }
                    })
            }
        }
        return tasks
    }

    private func startPlanners() -> [Task<Void, Never>] {
        let (scenario, source, mailbox) = (setup.plan.scenario, setup.plan.source, mailbox)
        return setup.sendPlans.map { plan in
            Task {
                await WorkerThread.run(named: "planner-\(plan.producer)") {
                    plan.plan(scenario, from: source) { chunk in
                        mailbox.put(AskedRows.letter(of: chunk), worker: -1)
                    }
                }
            }
        }
    }

    /// The start barrier: every reader that reads from the beginning of the load has its partitions.
    private mutating func awaitReaders() async throws(TrialError) {
        let begin = MonotonicClock.reading()
        let bound = UInt64(setup.plan.scenario.limits.ready.rawValue)
        while true {
            let waiting = setup.readers.filter {
                $0.script.initial != .away && $0.control.assignedPartitions < $0.lanes.count
            }
            collectLetters()
            if waiting.isEmpty { return }
            if interruption.isRaised { throw TrialError(.target, "interrupted before the load began") }
            if MonotonicClock.reading() - begin > bound {
                let missing = waiting.map {
                    "\($0.reader.name) has \($0.control.assignedPartitions) of \($0.lanes.count)"
                }
                let last = watch.lastClientError.map { " The client says: \($0)" } ?? ""
                throw TrialError(
                    .target,
                    "readers did not get their partitions within \(setup.plan.scenario.limits.ready) "
                        + "(\(missing.joined(separator: ", "))): check that this user may read the groups "
                        + "'seatrial-…', or raise limits.ready.\(last)")
            }
            progress(TrialProgress(stage: .joining))
            await pause()
        }
    }

    private mutating func startLoad() -> Task<Void, Never> {
        startedAt = TrialRunner.wallClock()
        host = HostSampler()
        clock.start()
        let sampler = sampler
        return Task { await WorkerThread.run(named: "lag-sampler") { sampler.run() } }
    }

    private func startSenders() -> [Task<[SendRecording], Never>] {
        let (clock, mailbox, stop, crew) = (clock, mailbox, stop, setup.crew)
        stop.endDrain(atNs: UInt64((setup.plan.end + setup.plan.scenario.limits.drain).rawValue))
        let gateways = zip(setup.producers, setup.sendPlans).map { producer, plan in
            Task {
                await WorkerThread.run(named: "producer-\(plan.producer)") {
                    [
                        SendLoop(
                            producer: producer, plan: plan, worker: plan.producer, clock: clock, mailbox: mailbox,
                            stop: stop
                        ).run()
                    ]
                }
            }
        }
        let loops = setup.connections.enumerated().map { index, connections in
            let worker = setup.producers.count + index
            return Task {
                await WorkerThread.run(named: "connections-\(index)") {
                    ConnectionLoop(
                        setup: connections, worker: worker, clock: clock, mailbox: mailbox, stop: stop, crew: crew
                    ).run()
                }
            }
        }
        return gateways + loops
    }

    /// Waits for the connections that are still being opened or closed.
    private func endConnections() async {
        let crew = setup.crew
        await WorkerThread.run(named: "connections-end") { crew.finish() }
    }

    // MARK: Running

    private var now: Nanoseconds { Nanoseconds(Int64(clamping: clock.now())) }

    private mutating func followPhases() async throws(TrialError) {
        for phase in setup.plan.phases {
            journal.add(Incident(at: phase.start, kind: "phase", text: "\(phase.name) begins"))
            while now < phase.end {
                if interruption.isRaised { return }
                watch.followScripts(now: now, clock: clock, journal: &journal)
                for incident in await drills.perform(upTo: now) { journal.add(incident) }
                try journalNow()
                report(.running, phase)
                await pause()
            }
        }
    }

    private func pause() async {
        // The control plane's tick: it follows a schedule of its own, so there is no condition to await.
        do {
            try await Task.sleep(for: TrialLoop.tick)
        } catch {
            // Cancellation is a wish to end early, as Ctrl-C is.
            interruption.raise()
        }
    }

    private mutating func collectLetters() {
        let (letters, _) = mailbox.take()
        for letter in letters { take(letter) }
    }

    private mutating func take(_ letter: WorkerSecond) {
        var letter = letter
        letter.incidents = letter.incidents.filter { !ReaderWatch.isNoise($0) }.map(redacted)
        watch.note(letter.incidents)
        letter.incidents = sieve.pass(letter.incidents, second: Int(clock.now() / 1_000_000_000))
        live.add(letter)
        honesty.add(letter, measured: setup.plan)
        journal.add(letter)
    }

    /// Takes in what the loops and samplers have, and stores every second that is complete.
    private mutating func journalNow(isLast: Bool = false) throws(TrialError) {
        let (letters, completed) = mailbox.take()
        for letter in letters { take(letter) }
        let (samples, incidents) = sampler.takeSamples()
        for incident in incidents.map(redacted) { journal.add(incident) }
        for sample in samples {
            for row in watch.feed(sample) { journal.add(row) }
        }
        let second = Int(clock.now() / 1_000_000_000)
        if second > hostSecond {
            let row = host.sample(second: hostSecond)
            honesty.add(row)
            journal.add(row)
            hostSecond = second
        }
        let batch = journal.flush(completed: isLast ? nil : completed ?? second, nowSecond: isLast ? .max : second)
        guard !batch.isEmpty else { return }
        do {
            try sink.append(setup.plan.id, batch)
        } catch {
            throw TrialError(.results, "\(error)")
        }
    }

    func redacted(_ incident: Incident) -> Incident {
        var incident = incident
        incident.text = request.redactText(incident.text)
        return incident
    }

    private func report(_ stage: TrialProgress.Stage, _ phase: PhaseRecord?) {
        progress(live.progress(stage, phase: phase, now: now, end: setup.plan.end, readers: watch.states))
    }

    // MARK: Ending

    private func endSending(failed: Bool) {
        // At the regular end the loops have walked their schedules to the end; otherwise they are told to leave off.
        guard interruption.isRaised || failed else { return }
        stop.raise()
        stop.endDrain(atNs: UInt64((now + TrialLoop.interruptedDrain).rawValue))
        setup.sendPlans.forEach { $0.cancel() }
    }

    private mutating func finish(_ senders: [Task<[SendRecording], Never>]) async -> [SendRecording] {
        let all = Task {
            var recordings: [SendRecording] = []
            for sender in senders { recordings += await sender.value }
            return recordings
        }
        let done = Flag()
        Task {
            _ = await all.value
            done.raise()
        }
        while !done.isRaised {
            if interruption.isRaised { endSending(failed: false) }
            keepJournal()
            report(.draining, nil)
            await pause()
        }
        return await all.value
    }

    /// Journals while draining; a failure to store is reported by the last journalling.
    private mutating func keepJournal() {
        do throws(TrialError) {
            try journalNow()
        } catch {
            journal.add(Incident(at: now, severity: .error, kind: "results", text: error.description))
        }
    }

    /// Lets every reader that can read to the logs' ends; gives the ends, nil where the cluster did not tell.
    private mutating func drainReaders(failed: Bool) async -> [Int64]? {
        let begin = now
        let bound = interruption.isRaised || failed ? TrialLoop.interruptedDrain : setup.plan.scenario.limits.drain
        var ends = await logEnds()
        while now - begin < bound {
            if ends == nil { ends = await logEnds() }
            guard let ends, !watch.isDrained(to: ends) else { break }
            keepJournal()
            report(.draining, nil)
            await pause()
            if interruption.isRaised, now - begin > TrialLoop.interruptedDrain { break }
        }
        return ends
    }

    private mutating func logEnds() async -> [Int64]? {
        let (admin, partitions) = (setup.connection.admin, setup.partitions)
        do throws(KafkaError) {
            return try await WorkerThread.run(named: "log-ends") { () throws(KafkaError) in
                try admin.offsets(.end, of: partitions, timeoutMs: 5000).map { $0.offset ?? 0 }
            }
        } catch {
            journal.add(
                Incident(
                    at: now, severity: .error, kind: error.isUnknownTopic ? "topic-deleted" : "sample-failed",
                    text: request.redactText(error.description)))
            return nil
        }
    }

    private mutating func stopReaders(_ tasks: [Task<ReceiveRecording, Never>]) async -> [ReceiveRecording] {
        for reader in setup.readers { reader.control.change(to: .stopped) }
        var recordings: [ReceiveRecording] = []
        for task in tasks { recordings.append(await task.value) }
        return recordings
    }

    private func ending(sent: [SendRecording], received: [ReceiveRecording], ends: [Int64]?) -> TrialEnding {
        let accounting = TrialAccounting(setup: setup, sent: sent, received: received, ends: ends)
        var account = accounting.account()
        account.catchUps = watch.verdicts
        account.edges = EdgeAccounting.rows(setup.plan.scenario, counts: setup.sendPlans.map(\.edgeCounts))
        account.outages = EdgeAccounting.outages(setup.plan.tables.outages)
        account.scaleOuts = watch.scaleOuts
        account.incidents = received.compactMap { member in
            member.failure.map { failure in
                Incident(
                    at: setup.plan.end, severity: .warning, kind: "reader-failed",
                    text: "\(member.reader)[\(member.member)]: \(failure)")
            }
        }
        account.honesty = honesty.block(setup: setup, request: request, sent: sent, received: received)
        let wasInterrupted = interruption.isRaised
        return TrialEnding(
            state: wasInterrupted ? .interrupted : .finished, reason: wasInterrupted ? "stopped by a signal" : nil,
            account: account)
    }
}

/// Says once that something is done.
private final class Flag: Sendable {
    private let signal = StopSignal()
    var isRaised: Bool { signal.isRaised }
    func raise() { signal.raise() }
}
