internal import Evidence
internal import KafkaClient
internal import Quantities

/// Forwards what one member's validator rejected, as it is, and remembers what became of each record.
///
/// Records in flight are bounded; with all in flight it waits, as a reader does that must not lose what it rejects.
struct DeadLetterDesk: ~Copyable {
    private static let capacity = 4096
    /// How long one record may wait for its turn before it is given up.
    private static let patienceNs: UInt64 = 10_000_000_000

    private let plan: DeadLetterPlan
    private let producers: Int
    private var producer: Producer?
    private var inFlight: [RejectedRecord]
    /// Places in `inFlight` that are free.
    private var free: [UInt32]
    private let reports: UnsafeMutablePointer<DeliveryReport>
    private(set) var account: LetterAccount
    /// Acknowledged since the last `takeAcked()`.
    private var acked: Int64 = 0
    /// By librdkafka's code, since the last `takeIncidents`.
    private var failures: [Int32: Int64] = [:]

    init(plan: DeadLetterPlan, lanes: Int, producers: Int) {
        self.plan = plan
        self.producers = producers
        inFlight = Array(
            repeating: RejectedRecord(index: 0, producer: 0, lane: 0, ordinal: 0), count: DeadLetterDesk.capacity)
        free = (0..<UInt32(DeadLetterDesk.capacity)).reversed()
        reports = .allocate(capacity: Producer.batchCapacity)
        account = LetterAccount(lanes: lanes)
    }

    deinit {
        reports.deallocate()
    }

    var isEmpty: Bool { free.count == DeadLetterDesk.capacity }

    /// Makes the producer where there is none.
    mutating func open() throws(KafkaError) {
        if producer == nil { producer = try Producer(settings: plan.settings, topics: [plan.topic]) }
    }

    /// Hands a rejected record over, with its own key.
    mutating func forward(
        _ rejected: RejectedRecord, _ record: IncomingRecord, key: UnsafeRawPointer?, keyLength: Int
    ) {
        guard let value = record.value, let producer else { return }
        DeadLetterDesk.insert(rejected, into: &account.forwarded, producers)
        let begin = MonotonicClock.reading()
        while true {
            if let tag = free.last {
                var letter = OutgoingRecord(
                    value: value, valueLength: record.valueLength, key: key, keyLength: keyLength,
                    partition: record.partition % Int32(plan.partitions), tag: tag)
                if producer.enqueue(topic: 0, &letter, count: 1) == 1 {
                    free.removeLast()
                    inFlight[Int(tag)] = rejected
                    return
                }
                if letter.status != Producer.queueFull { return refused(code: letter.status) }
            }
            if MonotonicClock.reading() - begin > DeadLetterDesk.patienceNs {
                return refused(code: Producer.queueFull)
            }
            collect(timeoutMs: 10)
        }
    }

    private mutating func refused(code: Int32) {
        account.refusedRecords += 1
        failures[code, default: 0] += 1
    }

    /// Takes in what the cluster answered.
    mutating func collect(timeoutMs: Int32) {
        guard let producer, !isEmpty else { return }
        let count = producer.poll(into: reports, timeoutMs: timeoutMs)
        for index in 0..<count {
            let report = reports[index]
            free.append(report.tag)
            if report.outcome == .acknowledged {
                account.ackedRecords += 1
                acked += 1
                DeadLetterDesk.insert(inFlight[Int(report.tag)], into: &account.acked, producers)
            } else {
                if report.outcome == .rejected { account.refusedRecords += 1 }
                failures[report.code, default: 0] += 1
            }
        }
    }

    /// Waits until everything is answered for, at most so long.
    mutating func settle(milliseconds: UInt64) {
        let begin = MonotonicClock.reading()
        while !isEmpty, MonotonicClock.reading() - begin < milliseconds * 1_000_000 { collect(timeoutMs: 20) }
    }

    /// Goes away with all that is in flight, whose fate nobody will know.
    mutating func close() {
        producer = nil
        free = (0..<UInt32(DeadLetterDesk.capacity)).reversed()
    }

    mutating func takeAcked() -> Int64 {
        defer { acked = 0 }
        return acked
    }

    mutating func takeIncidents(subject: String, atNs: UInt64) -> [Incident] {
        var incidents = (producer?.takeNotices() ?? []).filter { $0.kind != .rebalance }
            .map { $0.incident(at: atNs, subject: "\(subject), dead letters") }
        for (code, count) in failures.sorted(by: { $0.key < $1.key }) {
            let error = KafkaError(code: code, operation: "\(subject) forwarded \(count) dead letters")
            incidents.append(
                Incident(
                    at: Nanoseconds(Int64(clamping: atNs)), severity: .error, kind: "dead-letter-failed",
                    text: error.description))
        }
        failures = [:]
        return incidents
    }

    private static func insert(_ record: RejectedRecord, into sets: inout [[OrdinalSet]], _ producers: Int) {
        if sets[record.lane].isEmpty { sets[record.lane] = Array(repeating: OrdinalSet(), count: producers) }
        _ = sets[record.lane][record.producer].insert(record.ordinal)
    }
}
