internal import Evidence
internal import KafkaClient
internal import Quantities

/// What one member counts: the current second's rows by phase, and the trial's account by producer and lane.
struct ReceiveRecorder: ~Copyable {
    private let plan: ReceivePlan
    private(set) var second = 0
    var hasNewAssignment = false
    var incidents: [Incident] = []
    private var phases: PhaseClock
    private let cells: UnsafeMutablePointer<PhaseCell>
    private let delivered: UnsafeMutablePointer<OrdinalSet>
    private let accounts: UnsafeMutablePointer<LaneAccount>
    private var errors: [Int32: Int64] = [:]

    /// One phase's share of the current second.
    private struct PhaseCell: ~Copyable {
        var row = DeliveryRow(second: 0, phase: 0, reader: "")
        var isTouched = false
        var intended = BucketCounts()
        var service = BucketCounts()
        var business = BucketCounts()
    }

    private struct LaneAccount {
        var repeated: Int64 = 0
        var outOfOrder: Int64 = 0
        var corrupted: Int64 = 0
        var foreign: Int64 = 0
        var gap = GapTracker()
    }

    init(plan: ReceivePlan) {
        self.plan = plan
        phases = plan.phases
        cells = .allocate(capacity: phases.count)
        for phase in 0..<phases.count { (cells + phase).initialize(to: PhaseCell()) }
        delivered = .allocate(capacity: max(1, plan.producers * plan.lanes))
        delivered.initialize(repeating: OrdinalSet(), count: plan.producers * plan.lanes)
        accounts = .allocate(capacity: max(1, plan.lanes))
        accounts.initialize(repeating: LaneAccount(), count: plan.lanes)
    }

    deinit {
        cells.deinitialize(count: phases.count)
        cells.deallocate()
        delivered.deinitialize(count: plan.producers * plan.lanes)
        delivered.deallocate()
        accounts.deallocate()
    }

    @inline(__always)
    mutating func received(_ record: IncomingRecord, nowNs: UInt64, control: ReaderControl) {
        guard record.topic >= 0, record.partition < plan.partitions[Int(record.topic)] else {
            errors[record.code, default: 0] += 1
            return
        }
        let lane = plan.laneBase[Int(record.topic)] &+ Int(record.partition)
        control.moved(lane: lane, to: record.offset &+ 1)
        switch Stamp.read(record.value, length: record.valueLength, trial: plan.trial) {
        case .intact(let stamp):
            guard stamp.partition == UInt16(truncatingIfNeeded: record.partition), Int(stamp.producer) < plan.producers
            else {
                damaged(lane)
                return
            }
            delivered(stamp, lane: lane, bytes: record.valueLength, nowNs: nowNs)
        case .corrupted:
            damaged(lane)
        case .foreign:
            if plan.ownsTopics { damaged(lane) } else { accounts[lane].foreign &+= 1 }
        }
    }

    @inline(__always)
    private mutating func delivered(_ stamp: Stamp, lane: Int, bytes: Int, nowNs: UInt64) {
        let phase = phases.phase(ofNs: stamp.intendedNs)
        cells[phase].isTouched = true
        cells[phase].row.delivered &+= 1
        cells[phase].row.deliveredBytes &+= Int64(bytes)
        switch delivered[Int(stamp.producer) &* plan.lanes &+ lane].insert(stamp.ordinal) {
        case .advanced: break
        case .outOfOrder:
            cells[phase].row.outOfOrder &+= 1
            accounts[lane].outOfOrder &+= 1
        case .repeated:
            cells[phase].row.repeated &+= 1
            accounts[lane].repeated &+= 1
            // A second delivery says nothing about how long the first one took.
            return
        }
        cells[phase].intended.record(from: stamp.intendedNs, to: nowNs)
        cells[phase].service.record(from: stamp.sentNs, to: nowNs)
        cells[phase].business.record(from: stamp.eventNs, to: nowNs)
        accounts[lane].gap.arrival(atNs: nowNs, dueNs: stamp.intendedNs, counts: phases.isMeasured(phase))
    }

    private mutating func damaged(_ lane: Int) {
        let phase = phases.phase(ofNs: UInt64(second) * 1_000_000_000)
        cells[phase].isTouched = true
        cells[phase].row.corrupted &+= 1
        accounts[lane].corrupted &+= 1
    }

    /// The rows of the second that ends, all counts set to zero, and the next second begun.
    mutating func take(completedSecond: Int) -> WorkerSecond {
        var letter = WorkerSecond(completedSecond: completedSecond)
        for phase in 0..<phases.count where cells[phase].isTouched {
            cells[phase].row.second = second
            cells[phase].row.phase = phase
            cells[phase].row.reader = plan.reader
            letter.deliveries.append(cells[phase].row)
            cells[phase].row = DeliveryRow(second: 0, phase: 0, reader: "")
            cells[phase].isTouched = false
            let taken: [(LatencyKind, LatencyHistogram)] = [
                (.intended, cells[phase].intended.take()), (.service, cells[phase].service.take()),
                (.business, cells[phase].business.take()),
            ]
            for (kind, histogram) in taken where !histogram.isEmpty {
                letter.latencies.append(
                    LatencyRow(second: second, phase: phase, kind: kind, reader: plan.reader, histogram: histogram))
            }
        }
        letter.incidents = incidents + errorIncidents()
        incidents = []
        second = completedSecond
        return letter
    }

    private mutating func errorIncidents() -> [Incident] {
        defer { errors = [:] }
        return errors.sorted { $0.key < $1.key }.map { code, count in
            let error = KafkaError(code: code, operation: "\(plan.reader) read \(count) times")
            return Incident(
                at: .seconds(Double(second)), severity: .error,
                kind: error.isUnknownTopic ? "topic-missing" : "read-failed", text: error.description)
        }
    }

    /// The account of the trial.
    mutating func recording(reader: String, member: Int) -> ReceiveRecording {
        let lanes = 0..<plan.lanes
        return ReceiveRecording(
            reader: reader, member: member, delivered: (0..<plan.producers * plan.lanes).map { delivered[$0] },
            repeated: lanes.map { accounts[$0].repeated }, outOfOrder: lanes.map { accounts[$0].outOfOrder },
            corrupted: lanes.map { accounts[$0].corrupted }, foreign: lanes.map { accounts[$0].foreign },
            gaps: lanes.map { accounts[$0].gap }, failure: nil, settings: [:])
    }
}
