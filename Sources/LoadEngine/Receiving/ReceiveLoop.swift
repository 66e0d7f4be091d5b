internal import Evidence
internal import Foundation
internal import KafkaClient

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
        budget = plan.limit.map { PacingBudget(eventsPerSecond: $0) }
    }

    deinit {
        records.deallocate()
    }

    /// Reads until it is told to stop.
    package consuming func run() -> ReceiveRecording {
        mailbox.register(worker: worker)
        loop: while true {
            rollSecond()
            switch control.current {
            case .running: read()
            case .paused: hold()
            case .away: leave()
            case .stopped: break loop
            }
        }
        attempt { consumer throws(KafkaError) in try consumer.commit(timeoutMs: 3000) }
        control.awaitLastCommits(milliseconds: 5000)
        leaveGroup()
        publish(before: Int(clock.now() / 1_000_000_000) + 1)
        mailbox.retire(worker: worker)
        var recording = recorder.recording(reader: plan.reader, member: member)
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
        guard control.isHeldBack, clock.isRunning, var limited = budget else {
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
        leaveGroup()
        control.awaitChange(milliseconds: 100)
    }

    private mutating func leaveGroup() {
        guard let consumer = consumer.take() else { return }
        settings = consumer.settings
        consumer.close()
        // Giving the partitions back is what leaving is, not something that the group did to the reader.
        note(consumer.takeNotices().filter { $0.kind != .rebalance })
        control.assigned(0, member: member)
        isPaused = false
    }

    /// Makes the client and joins the group where it has not; false when that failed.
    private mutating func join() -> Bool {
        if consumer != nil { return true }
        do throws(KafkaError) {
            consumer = try Consumer(settings: plan.settings, topics: plan.topics)
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
        guard count > 0 else {
            note(consumer.takeNotices())
            return 0
        }
        let now = clock.now()
        for index in 0..<count { recorder.received(records[index], nowNs: now, control: control) }
        return count
    }

    private mutating func note(_ notices: [ClientNotice]) {
        guard !notices.isEmpty else { return }
        if notices.contains(where: { $0.kind == .rebalance }) {
            control.assigned(consumer?.assignment.count ?? 0, member: member)
            recorder.hasNewAssignment = true
        }
        recorder.incidents += notices.map { $0.incident(at: clock.now(), subject: "\(plan.reader)[\(member)]") }
    }

    private mutating func rollSecond() {
        let second = Int(clock.now() / 1_000_000_000)
        if second != recorder.second { publish(before: second) }
    }

    private mutating func publish(before second: Int) {
        if let notices = consumer?.takeNotices() { note(notices) }
        mailbox.put(recorder.take(completedSecond: second), worker: worker)
    }
}
