internal import Evidence
internal import Foundation
package import KafkaClient
internal import Workloads

/// One producer's thread: walks its schedule in open loop, hands over what is due, accounts for every delivery report.
///
/// Open loop: the schedule never waits for the cluster. What is due while the client's queue is full is handed over as
/// soon as there is room, with its intended time unchanged, and counted late. No allocation, lock, log line or await an
/// event.
package struct SendLoop: ~Copyable {
    /// Records handed over in one call, and so the span between two readings of the clock.
    private static let burst = 64
    /// What librdkafka may hold in a trial; also the size of the table that remembers them.
    package static let queueCapacity = 500_000

    let producer: Producer
    let plan: SendPlan
    let worker: Int
    let clock: TrialClock
    let mailbox: WorkerMailbox
    let stop: StopSignal

    private var inFlight: InFlightTable
    private var recorder: SendRecorder
    private var staging: StagingArea
    private let reports: UnsafeMutablePointer<DeliveryReport>
    /// What the table remembers of the events of those reports.
    private let reported: UnsafeMutablePointer<InFlightTable.Entry>
    private var chunk: PlanChunk?
    private var position = 0

    /// - Parameter queueCapacity: as the producer's `queue.buffering.max.messages`.
    package init(
        producer: Producer, plan: SendPlan, worker: Int, clock: TrialClock, mailbox: WorkerMailbox,
        stop: StopSignal, queueCapacity: Int = SendLoop.queueCapacity
    ) {
        self.producer = producer
        self.plan = plan
        self.worker = worker
        self.clock = clock
        self.mailbox = mailbox
        self.stop = stop
        inFlight = InFlightTable(capacity: queueCapacity)
        recorder = SendRecorder(plan: plan)
        staging = StagingArea(plan: plan, burst: SendLoop.burst)
        reports = .allocate(capacity: Producer.batchCapacity)
        reported = .allocate(capacity: Producer.batchCapacity)
    }

    deinit {
        reports.deallocate()
        reported.deallocate()
    }

    /// Sends until the schedule is over or `stop` is raised, then collects reports until all are in or `stop.drainEnds`.
    package consuming func run() -> SendRecording {
        mailbox.register(worker: worker)
        while !stop.isRaised {
            let now = clock.now()
            rollSecond(now)
            let handedOver = sendDue(now)
            let reported = collect(timeoutMs: 0)
            if handedOver == 0 {
                guard let due = nextDue() else { break }
                if reported == 0 { wait(until: due) }
            }
        }
        drain()
        giveUpWaiting()
        publish(before: Int(clock.now() / 1_000_000_000) + 1)
        mailbox.retire(worker: worker)
        plan.chunks.cancel()
        var recording = recorder.recordings(producers: [plan.producer])[0]
        recording.settings = producer.settings
        return recording
    }

    /// The intended time of the next event; nil when the schedule is over.
    private mutating func nextDue() -> UInt64? {
        while chunk == nil || position >= chunk?.count ?? 0 {
            guard let next = plan.chunks.next(returning: chunk.take()) else { return nil }
            chunk = next
            position = 0
        }
        return chunk?.intendedNs[position]
    }

    /// Hands over at most one burst of what is due; returns how many were taken.
    private mutating func sendDue(_ now: UInt64) -> Int {
        guard let due = nextDue(), due <= now, let chunk else { return 0 }
        var end = position
        let limit = min(chunk.count, position &+ SendLoop.burst, position &+ inFlight.capacity &- inFlight.count)
        while end < limit, chunk.intendedNs[end] <= now { end &+= 1 }
        guard end > position else {
            // The table is as large as the client's queue: full means the same.
            recorder.queueFull(atNs: now, dueNs: due)
            return collect(timeoutMs: 1)
        }
        let first = position
        for index in first..<end {
            staging.stage(chunk, index, nowNs: now, table: &inFlight, recorder: &recorder)
        }
        position = end
        handOver()
        return end &- first
    }

    /// Gives the staged records to the client, topic by topic; what a full queue refuses stays due until it is taken.
    private mutating func handOver() {
        for topic in 0..<plan.topicCount {
            var first = 0
            let count = staging.counts[topic]
            while first < count {
                let records = staging.records(ofTopic: topic) + first
                let taken = producer.enqueue(topic: topic, records, count: count - first)
                let now = taken == count - first ? 0 : clock.now()
                first += settle(records, count: count - first, taken: taken, nowNs: now)
                guard first < count else { break }
                if stop.isRaised {
                    abandon(staging.records(ofTopic: topic) + first, count: count - first)
                    break
                }
                rollSecond(now)
                collect(timeoutMs: 1)
                staging.restamp(topic: topic, from: first, nowNs: clock.now(), table: &inFlight)
            }
        }
        staging.clear()
    }

    /// Accounts for one call's outcome; returns how many records of its beginning are done with.
    private mutating func settle(
        _ records: UnsafeMutablePointer<OutgoingRecord>, count: Int, taken: Int, nowNs: UInt64
    ) -> Int {
        if taken == count {
            for index in 0..<count { recorder.sent(inFlight[records[index].tag], bytes: records[index].valueLength) }
            return count
        }
        for index in 0..<count {
            let record = records[index]
            if record.status == 0 {
                recorder.sent(inFlight[record.tag], bytes: record.valueLength)
            } else if record.status == Producer.queueFull {
                recorder.queueFull(atNs: nowNs, dueNs: inFlight[record.tag].intendedNs)
                return index
            } else {
                // Refused for good (no such partition, too large): sent as far as the schedule goes, and rejected.
                recorder.sent(inFlight[record.tag], bytes: record.valueLength)
                recorder.failed(inFlight.remove(record.tag), isCertain: true, code: record.status, nowNs: nowNs)
            }
        }
        return count
    }

    private mutating func abandon(_ records: UnsafeMutablePointer<OutgoingRecord>, count: Int) {
        for index in 0..<count { recorder.neverSent(inFlight.remove(records[index].tag)) }
    }

    @discardableResult
    private mutating func collect(timeoutMs: Int32) -> Int {
        let count = producer.poll(into: reports, timeoutMs: timeoutMs)
        guard count > 0 else { return 0 }
        let now = clock.now()
        // In a loop of its own: these reads are far apart in memory, and so the processor waits for many at once.
        for index in 0..<count { reported[index] = inFlight.remove(reports[index].tag) }
        for index in 0..<count {
            let (report, entry) = (reports[index], reported[index])
            if report.outcome == .acknowledged {
                recorder.acknowledged(entry, nowNs: now)
            } else {
                recorder.failed(entry, isCertain: report.outcome == .rejected, code: report.code, nowNs: now)
            }
        }
        return count
    }

    /// Waits for the next due event, and returns earlier when reports arrive.
    private mutating func wait(until due: UInt64) {
        let now = clock.now()
        guard due > now else { return }
        let spanNs = due - now
        if spanNs > 2_000_000 {
            // The poll counts in milliseconds: leave the last one to the fine wait. Bounded, to see a raised stop.
            collect(timeoutMs: Int32(min(spanNs / 1_000_000 - 1, 50)))
        } else {
            var pause = timespec(tv_sec: 0, tv_nsec: Int(min(spanNs, 200_000)))
            nanosleep(&pause, nil)
        }
    }

    /// Collects what is outstanding until nothing is or the drain's time is over.
    private mutating func drain() {
        while inFlight.count > 0 {
            let now = clock.now()
            rollSecond(now)
            if now >= stop.drainEndsNs { break }
            collect(timeoutMs: 50)
        }
    }

    /// What is still unacknowledged has waited until now: a partition that never came back is a gap, too.
    private mutating func giveUpWaiting() {
        let now = clock.now()
        inFlight.forEach { recorder.stillWaiting($0, nowNs: now) }
    }

    private mutating func rollSecond(_ now: UInt64) {
        let second = Int(now / 1_000_000_000)
        if second != recorder.second { publish(before: second) }
    }

    private mutating func publish(before second: Int) {
        var letter = recorder.take(completedSecond: second)
        for notice in producer.takeNotices() where notice.kind != .rebalance {
            letter.incidents.append(notice.incident(at: clock.now(), subject: "producer \(plan.producer)"))
        }
        mailbox.put(letter, worker: worker)
    }
}
