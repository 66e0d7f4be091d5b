internal import Evidence
internal import Foundation
internal import KafkaClient
internal import Workloads

/// One thread that carries the own connections of many devices: walks their schedule in open loop, opens a connection
/// anew where its device comes back, accounts for every delivery report.
///
/// As in ``SendLoop`` the schedule never waits. What is due while its connection is being set up waits in that
/// connection's queue, in order and with its intended time unchanged. Opening and closing is done by the crew.
package struct ConnectionLoop: ~Copyable {
    /// Events looked at between two readings of the clock.
    private static let burst = 64
    /// Events that wait for one connection; a device has no more room.
    private static let mostWaiting = 10_000
    private static let attemptTimeoutMs: Int32 = 10_000

    private let setup: ConnectionSetup
    private let worker: Int
    private let clock: TrialClock
    private let mailbox: WorkerMailbox
    private let stop: StopSignal
    private let crew: ConnectionCrew

    private var connections: [DeviceConnection]
    private var clients: ClientTable
    private var waiting: WaitingEvents
    private var inFlight: InFlightTable
    private var recorder: SendRecorder
    private var counts: ConnectionRecorder
    private let renderer: EventRenderer
    private let value: UnsafeMutableRawPointer
    private let reports: UnsafeMutablePointer<DeliveryReport>
    private let rings: UnsafeMutablePointer<UInt32>
    private var notices: [ClientNotice] = []
    private var settings: [String: String] = [:]
    private var chunk: PlanChunk?
    private var position = 0
    private var nextTimerNs: UInt64 = 0

    package init(
        setup: ConnectionSetup, worker: Int, clock: TrialClock, mailbox: WorkerMailbox, stop: StopSignal,
        crew: ConnectionCrew
    ) {
        self.setup = setup
        self.worker = worker
        self.clock = clock
        self.mailbox = mailbox
        self.stop = stop
        self.crew = crew
        let seats = setup.connections.count
        connections = setup.opened.enumerated().map { DeviceConnection(client: $1 == nil ? nil : $0) }
        clients = ClientTable(opened: setup.opened)
        waiting = WaitingEvents(connections: seats, most: ConnectionLoop.mostWaiting)
        // A quarter of what the clients may hold: all of them full at once is no load that devices make.
        inFlight = InFlightTable(capacity: max(1024, min(100_000, seats * OwnConnection.queueCapacity / 4)))
        recorder = SendRecorder(plan: setup.plan, seats: seats)
        counts = ConnectionRecorder(phases: setup.plan.phases)
        renderer = EventRenderer(plan: setup.plan)
        value = .allocate(byteCount: EventRenderer.stride(of: setup.plan), alignment: 64)
        reports = .allocate(capacity: OwnConnection.batchCapacity)
        rings = .allocate(capacity: ReportBell.batchCapacity)
        settings = setup.opened.lazy.compactMap { $0?.settings }.first ?? [:]
    }

    deinit {
        value.deallocate()
        reports.deallocate()
        rings.deallocate()
    }

    /// Sends until the schedule is over or `stop` is raised, then what waits, and collects reports until all are in or
    /// `stop.drainEnds`; gives one recording for each connection.
    package consuming func run() -> [SendRecording] {
        mailbox.register(worker: worker)
        while !stop.isRaised {
            let now = clock.now()
            rollSecond(now)
            lookAtTimers(now)
            let walked = walkDue(now)
            collect(waitingNs: 0)
            if walked == 0 {
                guard let due = nextDue() else { break }
                wait(until: min(due, nextTimerNs))
            }
        }
        drain()
        refuseWaiting()
        let now = clock.now()
        inFlight.forEach { recorder.stillWaiting($0, nowNs: now) }
        letGo()
        publish(before: Int(now / 1_000_000_000) + 1)
        mailbox.retire(worker: worker)
        setup.plan.chunks.cancel()
        var recordings = recorder.recordings(producers: setup.seats.producers)
        recordings[0].settings = settings
        return recordings
    }

    // MARK: The schedule

    /// The intended time of the next event; nil when the schedule is over.
    private mutating func nextDue() -> UInt64? {
        while chunk == nil || position >= chunk?.count ?? 0 {
            guard let next = setup.plan.chunks.next(returning: chunk.take()) else { return nil }
            chunk = next
            position = 0
        }
        return chunk?.intendedNs[position]
    }

    /// Hands over, or puts in its queue, at most one burst of what is due; returns how many.
    private mutating func walkDue(_ now: UInt64) -> Int {
        guard let due = nextDue(), due <= now, let chunk else { return 0 }
        let first = position
        let limit = min(chunk.count, first + ConnectionLoop.burst)
        while position < limit, chunk.intendedNs[position] <= now {
            accept(WaitingEvents.Event(chunk, position), now)
            position += 1
        }
        return position - first
    }

    private mutating func accept(_ event: WaitingEvents.Event, _ now: UInt64) {
        let seat = setup.seats.seat(ofDevice: event.device)
        if event.marks.contains(.reconnected) { reconnect(seat, dueNs: event.intendedNs, now) }
        var event = event
        if let client = connections[seat].taker {
            if waiting.isEmpty(seat), handOver(event, seat, client, now) { return }
        } else {
            event.awaitsConnection = true
        }
        if !waiting.append(event, to: seat) { refuse(event, seat, now) }
    }

    /// Hands over what waits for a connection, in order, as far as its client takes it.
    private mutating func handOverWaiting(_ seat: Int, _ now: UInt64) {
        guard let client = connections[seat].taker else { return }
        while let event = waiting.first(seat), handOver(event, seat, client, now) { waiting.removeFirst(seat) }
    }

    /// False where the client, or the table of what is in flight, is full.
    private mutating func handOver(_ event: WaitingEvents.Event, _ seat: Int, _ client: Int, _ now: UInt64) -> Bool {
        let entry = entry(event, seat, client, now)
        guard let producer = clients.producer(client), let tag = inFlight.insert(entry) else {
            recorder.queueFull(atNs: now, dueNs: event.intendedNs)
            return false
        }
        let partition = setup.plan.tables.lanes[Int(event.lane)].partition
        let stamp = Stamp(
            trial: setup.plan.trial, device: event.device, sequence: event.sequence,
            producer: UInt16(truncatingIfNeeded: setup.seats.producers[seat]),
            partition: UInt16(truncatingIfNeeded: partition), ordinal: entry.ordinal, eventNs: event.eventNs,
            intendedNs: event.intendedNs, sentNs: now, marks: event.marks)
        renderer.write(stamp, slot: Int(event.payload), to: value)
        var record = renderer.record(
            value, slot: Int(event.payload), key: event.key, partition: partition, tag: tag)
        _ = producer.enqueue(topic: 0, &record, count: 1)
        if record.status == Producer.queueFull {
            _ = inFlight.remove(tag)
            recorder.queueFull(atNs: now, dueNs: event.intendedNs)
            return false
        }
        note(event, entry, bytes: record.valueLength)
        if record.status == 0 {
            clients.took(client)
        } else {
            recorder.failed(inFlight.remove(tag), isCertain: true, code: record.status, nowNs: now)
        }
        return true
    }

    private func entry(_ event: WaitingEvents.Event, _ seat: Int, _ client: Int, _ now: UInt64) -> InFlightTable.Entry {
        InFlightTable.Entry(
            lane: event.lane, ordinal: recorder.ordinal(seat: seat, lane: Int(event.lane)),
            intendedNs: event.intendedNs, sentNs: now, seat: UInt16(seat), marks: event.marks.rawValue,
            client: UInt32(client))
    }

    /// Enters an event that is done with as far as the schedule goes.
    private mutating func note(_ event: WaitingEvents.Event, _ entry: InFlightTable.Entry, bytes: Int) {
        recorder.numbered(entry)
        if event.key != .max { recorder.used(key: Int(event.key), lane: event.lane, intendedNs: event.intendedNs) }
        if event.eventNs != event.intendedNs {
            recorder.edge(eventNs: event.eventNs, intendedNs: event.intendedNs)
        }
        recorder.sent(entry, bytes: bytes, didWait: event.awaitsConnection)
    }

    /// What can wait no longer: sent as far as the schedule goes, and rejected, since no client ever had it.
    private mutating func refuse(_ event: WaitingEvents.Event, _ seat: Int, _ now: UInt64) {
        let entry = entry(event, seat, 0, now)
        note(event, entry, bytes: setup.plan.tables.payloads.length[Int(event.payload)])
        recorder.failed(entry, isCertain: true, code: Producer.notConnected, nowNs: now)
    }

    // MARK: Connections

    private mutating func reconnect(_ seat: Int, dueNs: UInt64, _ now: UInt64) {
        let clients = clients
        let step = connections[seat].reconnect(dueNs: dueNs, nowNs: now) { clients.inFlight($0) }
        if step.opens { counts.closed(dueNs: dueNs) }
        if let client = step.closes { close(client) }
        if step.opens { open(seat, now) }
        nextTimerNs = min(nextTimerNs, connections[seat].nextTimerNs)
    }

    private mutating func open(_ seat: Int, _ now: UInt64) {
        counts.asked(dueNs: connections[seat].dueNs)
        let leftMs = stop.drainEndsNs > now ? (stop.drainEndsNs - now) / 1_000_000 : 1
        crew.open(
            setup.connections[seat], seat: seat, number: clients.reserve(),
            timeoutMs: min(ConnectionLoop.attemptTimeoutMs, Int32(clamping: max(1, leftMs))), desk: setup.desk)
    }

    private mutating func close(_ client: Int) {
        guard let producer = clients.release(client) else { return }
        notices += producer.takeNotices()
        crew.close(producer)
    }

    private mutating func takeOutcomes() {
        for outcome in setup.desk.takeOutcomes() {
            let now = clock.now()
            let dueNs = connections[outcome.seat].dueNs
            if let producer = outcome.producer {
                counts.opened(dueNs: dueNs, tookNs: outcome.tookNs)
                clients.seat(producer, at: outcome.number, for: outcome.seat)
                connections[outcome.seat].opened(client: outcome.number)
                if settings.isEmpty { settings = producer.settings }
                handOverWaiting(outcome.seat, now)
            } else {
                counts.failed(dueNs: dueNs)
                _ = clients.release(outcome.number)
                if let failure = outcome.failure {
                    notices.append(ClientNotice(kind: .error, code: failure.code, text: failure.description))
                }
                connections[outcome.seat].failed(
                    nowNs: now, backoff: setup.connections[outcome.seat].backoff, draw: .random(in: 0..<1))
                nextTimerNs = min(nextTimerNs, connections[outcome.seat].nextTimerNs)
            }
        }
    }

    private mutating func lookAtTimers(_ now: UInt64) {
        guard nextTimerNs <= now else { return }
        nextTimerNs = .max
        for seat in connections.indices {
            if connections[seat].retries(nowNs: now) { open(seat, now) }
            if let client = connections[seat].overdue(nowNs: now) { clients.producer(client)?.giveUp() }
            nextTimerNs = min(nextTimerNs, connections[seat].nextTimerNs)
        }
    }

    // MARK: Reports

    /// Takes in what the clients that rang have to say, after waiting for a ring.
    private mutating func collect(waitingNs: UInt64) {
        let count = setup.desk.bell.wait(into: rings, limit: ReportBell.batchCapacity, timeoutNs: waitingNs)
        for index in 0..<count {
            if rings[index] == ReportBell.other {
                takeOutcomes()
            } else {
                collect(from: Int(rings[index]))
            }
        }
    }

    private mutating func collect(from client: Int) {
        guard let producer = clients.producer(client) else { return }
        while true {
            let count = producer.poll(into: reports, timeoutMs: 0)
            if count == 0 { break }
            let now = clock.now()
            for index in 0..<count { account(for: reports[index], now) }
            clients.gave(client, count)
        }
        let seat = clients.seat(of: client)
        if clients.inFlight(client) == 0, connections[seat].settled(client: client) { close(client) }
        if !waiting.isEmpty(seat) { handOverWaiting(seat, clock.now()) }
    }

    private mutating func account(for report: DeliveryReport, _ now: UInt64) {
        let entry = inFlight.remove(report.tag)
        if report.outcome == .acknowledged {
            recorder.acknowledged(entry, nowNs: now)
        } else {
            recorder.failed(entry, isCertain: report.outcome == .rejected, code: report.code, nowNs: now)
        }
    }

    private mutating func wait(until instant: UInt64) {
        let now = clock.now()
        guard instant > now else { return }
        let span = instant - now
        // In milliseconds up to the last one, then finely. Bounded, to see a raised stop.
        collect(waitingNs: span > 2_000_000 ? min(span - 1_000_000, 50_000_000) : min(span, 200_000))
    }

    // MARK: Ending

    /// Hands over what waits and collects what is outstanding, until there is nothing or the drain's time is over.
    private mutating func drain() {
        while inFlight.count > 0 || waiting.count > 0 {
            let now = clock.now()
            rollSecond(now)
            if now >= stop.drainEndsNs { break }
            lookAtTimers(now)
            collect(waitingNs: 20_000_000)
        }
    }

    private mutating func refuseWaiting() {
        let now = clock.now()
        for seat in connections.indices {
            while let event = waiting.first(seat) {
                waiting.removeFirst(seat)
                refuse(event, seat, now)
            }
        }
    }

    /// Closes what is open; what is still being set up is let go of when it is done.
    private mutating func letGo() {
        takeOutcomes()
        for outcome in setup.desk.close() {
            if let producer = outcome.producer { crew.close(producer) }
        }
        for client in clients.numbers { close(client) }
    }

    private mutating func rollSecond(_ now: UInt64) {
        let second = Int(now / 1_000_000_000)
        if second != recorder.second { publish(before: second) }
    }

    private mutating func publish(before second: Int) {
        let ending = recorder.second
        var letter = recorder.take(completedSecond: second)
        counts.take(second: ending, into: &letter)
        for client in clients.numbers { notices += clients.producer(client)?.takeNotices() ?? [] }
        for notice in notices where notice.kind != .rebalance {
            letter.incidents.append(notice.incident(at: clock.now(), subject: "device connection"))
        }
        notices = []
        mailbox.put(letter, worker: worker)
    }
}
