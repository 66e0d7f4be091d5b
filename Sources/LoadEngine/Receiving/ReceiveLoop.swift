internal import Evidence
internal import Foundation
internal import KafkaClient
internal import Quantities

/// One member of a reader on its own thread: polls, checks every event, records, and follows what it is told.
package struct ReceiveLoop: ~Copyable {
    let plan: ReceivePlan
    let member: Int
    let worker: Int
    let control: ReaderControl
    let clock: TrialClock
    let mailbox: WorkerMailbox

    private var recorder: ReceiveRecorder
    private let records: UnsafeMutablePointer<IncomingRecord>
    private var consumer: Consumer?
    private var isPaused = false
    private var budget: PacingBudget?
    /// Members that the budget was made for.
    private var sharers = 0
    private var rebalances = 0
    private var desk: DeadLetterDesk?
    private var committedNs: UInt64 = 0
    private var failure: KafkaError?
    private var settings: [String: String] = [:]

    package init(
        plan: ReceivePlan, member: Int, worker: Int, control: ReaderControl, clock: TrialClock,
        mailbox: WorkerMailbox
    ) {
        self.plan = plan
        self.member = member
        self.worker = worker
        self.control = control
        self.clock = clock
        self.mailbox = mailbox
        recorder = ReceiveRecorder(plan: plan)
        records = .allocate(capacity: Consumer.batchCapacity)
        if let letters = plan.inspection?.deadLetters {
            desk = DeadLetterDesk(plan: letters, lanes: plan.lanes, producers: plan.producers)
        }
    }

    deinit {
        records.deallocate()
    }

    /// Reads until it is told to stop.
    package consuming func run() -> ReceiveRecording {
        mailbox.register(worker: worker)
        loop: while true {
            rollSecond()
            switch control.mode(ofMember: member) {
            case .running: read()
            case .paused: hold()
            case .away: leave()
            case .crashed: crash()
            case .stopped: break loop
            }
        }
        if desk == nil {
            attempt { consumer throws(KafkaError) in try consumer.commit(timeoutMs: 3000) }
        } else {
            commitLetters()
        }
        control.awaitLastCommits(milliseconds: 5000)
        leaveGroup()
        publish(before: Int(clock.now() / 1_000_000_000) + 1)
        mailbox.retire(worker: worker)
        var recording = recorder.recording(reader: plan.reader, member: member)
        recording.letters = desk?.account
        recording.failure = failure
        recording.settings = settings
        return recording
    }

    private mutating func read() {
        guard join() else { return }
        if isPaused {
            isPaused = false
            attempt { consumer throws(KafkaError) in try consumer.resume() }
        }
        // Before the load begins there is no time for a budget to grow in, and the group is joined by polling.
        guard control.isHeldBack, clock.isRunning, var limited = currentBudget() else {
            poll(limit: Consumer.batchCapacity)
            return
        }
        let available = limited.available(atNs: clock.now())
        if available > 0 {
            limited.spend(poll(limit: available))
        } else {
            // Pacing, not waiting for anything: the next event may be handled in a moment.
            var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
            nanosleep(&pause, nil)
        }
        budget = limited
    }

    /// The member's share of the reader's limit, which is another when more members have been let in.
    private mutating func currentBudget() -> PacingBudget? {
        guard let limit = plan.limit else { return nil }
        let active = control.activeMembers
        if budget == nil || sharers != active {
            sharers = active
            budget = PacingBudget(eventsPerSecond: limit / Double(active))
        }
        return budget
    }

    /// Polls with everything paused, so that the member keeps its place in the group.
    private mutating func hold() {
        guard join() else { return }
        // Again after each poll that brought a new assignment, which comes unpaused.
        if !isPaused || recorder.hasNewAssignment {
            isPaused = true
            recorder.hasNewAssignment = false
            attempt { consumer throws(KafkaError) in try consumer.pause() }
        }
        poll(limit: Consumer.batchCapacity)
    }

    private mutating func leave() {
        commitLetters()
        leaveGroup()
        control.awaitChange(milliseconds: 100)
    }

    private mutating func crash() {
        if let consumer = consumer.take() {
            settings = consumer.settings
            consumer.abandon()
            desk?.close()
            control.assigned(0, member: member)
            isPaused = false
        }
        control.awaitChange(milliseconds: 100)
    }

    private mutating func leaveGroup() {
        guard let consumer = consumer.take() else { return }
        settings = consumer.settings
        consumer.close()
        desk?.close()
        // Giving the partitions back is what leaving is, not something that the group did to the reader.
        note(consumer.takeNotices().filter { $0.kind != .rebalance })
        control.assigned(0, member: member)
        isPaused = false
    }

    /// Makes the client and joins the group where it has not; false when that failed.
    private mutating func join() -> Bool {
        if consumer != nil { return true }
        do throws(KafkaError) {
            try desk?.open()
            consumer = try Consumer(settings: plan.settings, topics: plan.topics)
            rebalances = 0
            return true
        } catch {
            failure = error
            control.awaitChange(milliseconds: 100)
            return false
        }
    }

    private mutating func attempt(_ action: (Consumer) throws(KafkaError) -> Void) {
        guard let consumer else { return }
        do throws(KafkaError) {
            try action(consumer)
        } catch {
            failure = error
        }
    }

    @discardableResult
    private mutating func poll(limit: Int) -> Int {
        guard let consumer else { return 0 }
        let count = consumer.poll(into: records, limit: limit, timeoutMs: 50)
        if consumer.rebalances != rebalances { followRebalance(consumer) }
        if count > 0 {
            let now = clock.now()
            recorder.beginBatch()
            for index in 0..<count { recorder.received(records[index], at: index, nowNs: now, control: control) }
        } else {
            note(consumer.takeNotices())
        }
        if desk != nil { handleLetters(consumer, hasBatch: count > 0) }
        return count
    }

    private mutating func followRebalance(_ consumer: Consumer) {
        rebalances = consumer.rebalances
        control.assigned(consumer.assignment.count, member: member)
        recorder.hasNewAssignment = true
    }

    /// Forwards what was rejected of the batch, and commits from time to time.
    private mutating func handleLetters(_ consumer: Consumer, hasBatch: Bool) {
        if hasBatch {
            for rejected in recorder.rejected {
                let key = consumer.key(ofRecord: rejected.index)
                desk?.forward(rejected, records[rejected.index], key: key.bytes, keyLength: key.length)
            }
        }
        desk?.collect(timeoutMs: 0)
        let now = MonotonicClock.reading()
        guard now - committedNs >= plan.inspection?.deadLetters?.commitNs ?? .max else { return }
        committedNs = now
        commitLetters()
    }

    /// Commits what was handled, after its dead letters are answered for.
    private mutating func commitLetters() {
        guard desk != nil, let consumer else { return }
        desk?.settle(milliseconds: 5000)
        guard desk?.isEmpty == true else { return }
        do throws(KafkaError) {
            try consumer.commit(timeoutMs: 3000)
        } catch {
            // The next one will do; what lies between may be read again.
            recorder.incidents.append(
                Incident(
                    at: Nanoseconds(Int64(clamping: clock.now())), severity: .warning, kind: "commit-failed",
                    text: "\(plan.reader)[\(member)]: \(error)"))
        }
    }

    private mutating func note(_ notices: [ClientNotice]) {
        guard !notices.isEmpty else { return }
        recorder.incidents += notices.map { $0.incident(at: clock.now(), subject: "\(plan.reader)[\(member)]") }
    }

    private mutating func rollSecond() {
        let second = Int(clock.now() / 1_000_000_000)
        if second != recorder.second { publish(before: second) }
    }

    private mutating func publish(before second: Int) {
        if let notices = consumer?.takeNotices() { note(notices) }
        let subject = "\(plan.reader)[\(member)]"
        recorder.incidents += desk?.takeIncidents(subject: subject, atNs: clock.now()) ?? []
        control.add(reread: recorder.takeReread(), letters: desk?.takeAcked() ?? 0)
        mailbox.put(recorder.take(completedSecond: second), worker: worker)
    }
}
