internal import Evidence
internal import KafkaClient
internal import Quantities
internal import Workloads

/// What the sending loop counts: the current second's rows by phase, and the trial's account by lane.
///
/// The ledger's books are kept by the loop's producers (its seats) and lanes, what weighs more by lanes alone.
struct SendRecorder: ~Copyable {
    private static let lateBoundNs = UInt64(ProductionRow.lateBound.rawValue)

    private(set) var second = 0
    private var phases: PhaseClock
    private let cells: UnsafeMutablePointer<PhaseCell>
    private let lanes: Int
    private let seats: Int
    /// By seat and lane (`seat * lanes + lane`).
    private let ordinals: UnsafeMutablePointer<UInt32>
    private let books: UnsafeMutablePointer<Book>
    /// By lane.
    private let accounts: UnsafeMutablePointer<LaneAccount>
    private let keyCount: Int
    private let keyCounts: UnsafeMutablePointer<UInt32>
    private let keyLanes: UnsafeMutablePointer<UInt32>
    private var failures: [Int32: Int64] = [:]

    /// One phase's share of the current second.
    private struct PhaseCell: ~Copyable {
        var row = ProductionRow(second: 0, phase: 0)
        var isTouched = false
        var ack = BucketCounts()
        var ackService = BucketCounts()
        var sendLag = BucketCounts()
        var edge = BucketCounts()
    }

    /// What the ledger asks of one producer and lane over the whole trial.
    private struct Book {
        var acked = OrdinalSet()
        /// Events that had an ordinal when the trial was stopped, and were never handed over.
        var unsent: UInt32 = 0
        var rejected: Int64 = 0
        var indeterminate: Int64 = 0
    }

    /// One lane over the whole trial.
    private struct LaneAccount: ~Copyable {
        /// Of the acknowledged events, those with a mark.
        var resent: Int64 = 0
        var malformed: Int64 = 0
        var buffered: Int64 = 0
        var resentMalformed: Int64 = 0
        var measuredSent: Int64 = 0
        var measuredBytes: Int64 = 0
        var measuredAcked: Int64 = 0
        var gap = GapTracker()
        var latency = BucketCounts(precision: .twoDigits)
    }

    init(plan: SendPlan, seats: Int = 1) {
        phases = plan.phases
        cells = .allocate(capacity: phases.count)
        for phase in 0..<phases.count { (cells + phase).initialize(to: PhaseCell()) }
        lanes = plan.tables.lanes.count
        self.seats = seats
        ordinals = .allocate(capacity: seats * lanes)
        ordinals.initialize(repeating: 0, count: seats * lanes)
        books = .allocate(capacity: seats * lanes)
        books.initialize(repeating: Book(), count: seats * lanes)
        accounts = .allocate(capacity: lanes)
        for lane in 0..<lanes { (accounts + lane).initialize(to: LaneAccount()) }
        keyCount = plan.tables.keys.offset.count
        keyCounts = .allocate(capacity: max(1, keyCount))
        keyCounts.initialize(repeating: 0, count: max(1, keyCount))
        keyLanes = .allocate(capacity: max(1, keyCount))
        keyLanes.initialize(repeating: 0, count: max(1, keyCount))
    }

    deinit {
        cells.deinitialize(count: phases.count)
        cells.deallocate()
        ordinals.deallocate()
        books.deinitialize(count: seats * lanes)
        books.deallocate()
        accounts.deinitialize(count: lanes)
        accounts.deallocate()
        keyCounts.deallocate()
        keyLanes.deallocate()
    }

    @inline(__always)
    mutating func nextOrdinal(lane: Int) -> UInt32 {
        let ordinal = ordinals[lane]
        ordinals[lane] = ordinal &+ 1
        return ordinal
    }

    /// The ordinal that an event will have once it is handed over; ``numbered(_:)`` takes it.
    @inline(__always)
    func ordinal(seat: Int, lane: Int) -> UInt32 { ordinals[seat &* lanes &+ lane] }

    @inline(__always)
    mutating func numbered(_ entry: InFlightTable.Entry) { ordinals[place(of: entry)] &+= 1 }

    @inline(__always)
    private func place(of entry: InFlightTable.Entry) -> Int { Int(entry.seat) &* lanes &+ Int(entry.lane) }

    /// A link, a dark device or its clock kept the event apart from its intended time.
    @inline(__always)
    mutating func edge(eventNs: UInt64, intendedNs: UInt64) {
        let phase = phases.phase(ofNs: intendedNs)
        cells[phase].isTouched = true
        cells[phase].edge.record(from: eventNs, to: intendedNs)
    }

    @inline(__always)
    mutating func used(key: Int, lane: UInt32, intendedNs: UInt64) {
        guard phases.isMeasured(phases.phase(ofNs: intendedNs)) else { return }
        keyCounts[key] &+= 1
        keyLanes[key] = lane
    }

    /// The event was handed over to the client.
    ///
    /// `didWait`: for its own connection to be set up. Then it is not the generator that was late, and the wait shows in
    /// the latency of its acknowledgement.
    @inline(__always)
    mutating func sent(_ entry: InFlightTable.Entry, bytes: Int, didWait: Bool = false) {
        let phase = phases.phase(ofNs: entry.intendedNs)
        cells[phase].isTouched = true
        cells[phase].row.sent &+= 1
        cells[phase].row.sentBytes &+= Int64(bytes)
        if !didWait {
            if entry.sentNs &- entry.intendedNs > SendRecorder.lateBoundNs { cells[phase].row.late &+= 1 }
            cells[phase].sendLag.record(from: entry.intendedNs, to: entry.sentNs)
        }
        guard phases.isMeasured(phase) else { return }
        accounts[Int(entry.lane)].measuredSent &+= 1
        accounts[Int(entry.lane)].measuredBytes &+= Int64(bytes)
    }

    @inline(__always)
    mutating func acknowledged(_ entry: InFlightTable.Entry, nowNs: UInt64) {
        let phase = phases.phase(ofNs: entry.intendedNs)
        let isMeasured = phases.isMeasured(phase)
        cells[phase].isTouched = true
        cells[phase].row.acked &+= 1
        cells[phase].ack.record(from: entry.intendedNs, to: nowNs)
        cells[phase].ackService.record(from: entry.sentNs, to: nowNs)
        let account = accounts + Int(entry.lane)
        _ = books[place(of: entry)].acked.insert(entry.ordinal)
        if entry.marks != 0 { count(EventMarks(rawValue: entry.marks), in: account) }
        account.pointee.gap.arrival(
            atNs: nowNs, dueNs: entry.intendedNs, countsFromNs: phases.countsFromNs(phase))
        guard isMeasured else { return }
        account.pointee.measuredAcked &+= 1
        account.pointee.latency.record(from: entry.intendedNs, to: nowNs)
    }

    @inline(never)
    private func count(_ marks: EventMarks, in account: UnsafeMutablePointer<LaneAccount>) {
        if marks.contains(.resent) { account.pointee.resent &+= 1 }
        if marks.contains(.malformed) { account.pointee.malformed &+= 1 }
        if marks.contains(.buffered) { account.pointee.buffered &+= 1 }
        if marks.isSuperset(of: [.resent, .malformed]) { account.pointee.resentMalformed &+= 1 }
    }

    /// The client gave the event up; `isCertain` when it is certainly not in the log.
    mutating func failed(_ entry: InFlightTable.Entry, isCertain: Bool, code: Int32, nowNs: UInt64) {
        let phase = phases.phase(ofNs: entry.intendedNs)
        cells[phase].isTouched = true
        if isCertain {
            cells[phase].row.rejected &+= 1
            books[place(of: entry)].rejected &+= 1
        } else {
            cells[phase].row.indeterminate &+= 1
            books[place(of: entry)].indeterminate &+= 1
        }
        failures[code, default: 0] += 1
    }

    /// The event had its ordinal and was not handed over: the trial was stopped.
    mutating func neverSent(_ entry: InFlightTable.Entry) {
        books[place(of: entry)].unsent &+= 1
    }

    /// The event was never acknowledged, up to now.
    mutating func stillWaiting(_ entry: InFlightTable.Entry, nowNs: UInt64) {
        guard phases.isMeasured(phases.phase(ofNs: entry.intendedNs)) else { return }
        accounts[Int(entry.lane)].gap.stillWaiting(atNs: nowNs, dueNs: entry.intendedNs)
    }

    mutating func queueFull(atNs now: UInt64, dueNs: UInt64) {
        let phase = phases.phase(ofNs: dueNs)
        cells[phase].isTouched = true
        cells[phase].row.queueFull &+= 1
    }

    /// The rows of the second that ends, all counts set to zero, and the next second begun.
    mutating func take(completedSecond: Int) -> WorkerSecond {
        var letter = WorkerSecond(completedSecond: completedSecond)
        for phase in 0..<phases.count where cells[phase].isTouched {
            cells[phase].row.second = second
            cells[phase].row.phase = phase
            letter.production.append(cells[phase].row)
            cells[phase].row = ProductionRow(second: 0, phase: 0)
            cells[phase].isTouched = false
            letter.latencies += [
                LatencyRow(second: second, phase: phase, kind: .ack, reader: nil, histogram: cells[phase].ack.take()),
                LatencyRow(
                    second: second, phase: phase, kind: .ackService, reader: nil,
                    histogram: cells[phase].ackService.take()),
                LatencyRow(
                    second: second, phase: phase, kind: .sendLag, reader: nil, histogram: cells[phase].sendLag.take()),
                LatencyRow(
                    second: second, phase: phase, kind: .edge, reader: nil, histogram: cells[phase].edge.take()),
            ]
            .filter { !$0.histogram.isEmpty }
        }
        for (code, count) in failures.sorted(by: { $0.key < $1.key }) {
            let error = KafkaError(code: code, operation: "\(count.grouped) events were not acknowledged")
            letter.incidents.append(
                Incident(
                    at: .seconds(Double(second)), severity: .error,
                    kind: error.isUnknownTopic ? "topic-missing" : "send-failed", text: error.description))
        }
        failures = [:]
        second = completedSecond
        return letter
    }

    /// The account of the trial, one for each producer number, in the order of the seats.
    ///
    /// What is kept by lane alone is in the first, and zero in the others, so that sums over all are right.
    mutating func recordings(producers: [Int]) -> [SendRecording] {
        precondition(producers.count == seats, "\(producers.count) producer numbers for \(seats) seats")
        let range = 0..<lanes
        let zeros = [Int64](repeating: 0, count: lanes)
        let noLatency = [LatencyHistogram](repeating: LatencyHistogram(), count: lanes)
        let noGaps = [GapTracker](repeating: GapTracker(), count: lanes)
        var recordings = producers.enumerated().map { seat, producer in
            let first = seat * lanes
            return SendRecording(
                producer: producer, sent: range.map { ordinals[first + $0] - books[first + $0].unsent },
                acked: range.map { books[first + $0].acked }, rejected: range.map { books[first + $0].rejected },
                indeterminate: range.map { books[first + $0].indeterminate }, measuredSent: zeros,
                measuredBytes: zeros, measuredAcked: zeros, ackLatency: noLatency, ackGaps: noGaps, keyCounts: [],
                keyLanes: [], settings: [:], resent: zeros, malformed: zeros, buffered: zeros, resentMalformed: zeros)
        }
        addLanes(to: &recordings[0])
        return recordings
    }

    private func addLanes(to recording: inout SendRecording) {
        let range = 0..<lanes
        for lane in range { recording.ackLatency[lane] = accounts[lane].latency.take() }
        recording.measuredSent = range.map { accounts[$0].measuredSent }
        recording.measuredBytes = range.map { accounts[$0].measuredBytes }
        recording.measuredAcked = range.map { accounts[$0].measuredAcked }
        recording.ackGaps = range.map { accounts[$0].gap }
        recording.keyCounts = (0..<keyCount).map { keyCounts[$0] }
        recording.keyLanes = (0..<keyCount).map { keyLanes[$0] }
        recording.resent = range.map { accounts[$0].resent }
        recording.malformed = range.map { accounts[$0].malformed }
        recording.buffered = range.map { accounts[$0].buffered }
        recording.resentMalformed = range.map { accounts[$0].resentMalformed }
    }
}
