internal import Evidence
internal import KafkaClient
internal import Quantities
internal import Workloads

/// What the sending loop counts: the current second's rows by phase, and the trial's account by lane.
struct SendRecorder: ~Copyable {
    private static let lateBoundNs = UInt64(ProductionRow.lateBound.rawValue)

    private(set) var second = 0
    private var phases: PhaseClock
    private let cells: UnsafeMutablePointer<PhaseCell>
    private let lanes: Int
    private let ordinals: UnsafeMutablePointer<UInt32>
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
    }

    /// One lane over the whole trial.
    private struct LaneAccount: ~Copyable {
        var acked = OrdinalSet()
        /// Events that had an ordinal when the trial was stopped, and were never handed over.
        var unsent: UInt32 = 0
        var rejected: Int64 = 0
        var indeterminate: Int64 = 0
        var measuredSent: Int64 = 0
        var measuredBytes: Int64 = 0
        var measuredAcked: Int64 = 0
        var gap = GapTracker()
        var latency = BucketCounts(precision: .twoDigits)
    }

    init(plan: SendPlan) {
        phases = plan.phases
        cells = .allocate(capacity: phases.count)
        for phase in 0..<phases.count { (cells + phase).initialize(to: PhaseCell()) }
        lanes = plan.tables.lanes.count
        ordinals = .allocate(capacity: lanes)
        ordinals.initialize(repeating: 0, count: lanes)
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

    @inline(__always)
    mutating func used(key: Int, lane: UInt32, intendedNs: UInt64) {
        guard phases.isMeasured(phases.phase(ofNs: intendedNs)) else { return }
        keyCounts[key] &+= 1
        keyLanes[key] = lane
    }

    @inline(__always)
    mutating func sent(_ entry: InFlightTable.Entry, bytes: Int) {
        let phase = phases.phase(ofNs: entry.intendedNs)
        cells[phase].isTouched = true
        cells[phase].row.sent &+= 1
        cells[phase].row.sentBytes &+= Int64(bytes)
        if entry.sentNs &- entry.intendedNs > SendRecorder.lateBoundNs { cells[phase].row.late &+= 1 }
        cells[phase].sendLag.record(from: entry.intendedNs, to: entry.sentNs)
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
        _ = account.pointee.acked.insert(entry.ordinal)
        account.pointee.gap.arrival(atNs: nowNs, dueNs: entry.intendedNs, counts: isMeasured)
        guard isMeasured else { return }
        account.pointee.measuredAcked &+= 1
        account.pointee.latency.record(from: entry.intendedNs, to: nowNs)
    }

    /// The client gave the event up; `isCertain` when it is certainly not in the log.
    mutating func failed(_ entry: InFlightTable.Entry, isCertain: Bool, code: Int32, nowNs: UInt64) {
        let phase = phases.phase(ofNs: entry.intendedNs)
        cells[phase].isTouched = true
        if isCertain {
            cells[phase].row.rejected &+= 1
            accounts[Int(entry.lane)].rejected &+= 1
        } else {
            cells[phase].row.indeterminate &+= 1
            accounts[Int(entry.lane)].indeterminate &+= 1
        }
        failures[code, default: 0] += 1
    }

    /// The event had its ordinal and was not handed over: the trial was stopped.
    mutating func neverSent(_ entry: InFlightTable.Entry) {
        accounts[Int(entry.lane)].unsent &+= 1
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

    /// The account of the trial.
    mutating func recording(producer: Int) -> SendRecording {
        let range = 0..<lanes
        var latency: [LatencyHistogram] = []
        for lane in range { latency.append(accounts[lane].latency.take()) }
        return SendRecording(
            producer: producer, sent: range.map { ordinals[$0] - accounts[$0].unsent },
            acked: range.map { accounts[$0].acked },
            rejected: range.map { accounts[$0].rejected }, indeterminate: range.map { accounts[$0].indeterminate },
            measuredSent: range.map { accounts[$0].measuredSent },
            measuredBytes: range.map { accounts[$0].measuredBytes },
            measuredAcked: range.map { accounts[$0].measuredAcked }, ackLatency: latency,
            ackGaps: range.map { accounts[$0].gap }, keyCounts: (0..<keyCount).map { keyCounts[$0] },
            keyLanes: (0..<keyCount).map { keyLanes[$0] }, settings: [:])
    }
}
