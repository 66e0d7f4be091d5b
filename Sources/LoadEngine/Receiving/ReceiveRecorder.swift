internal import Evidence
internal import KafkaClient
internal import Quantities
internal import Workloads

/// What one member counts: the current second's rows by phase, and the trial's account by lane and producer.
struct ReceiveRecorder: ~Copyable {
    private let plan: ReceivePlan
    private(set) var second = 0
    var hasNewAssignment = false
    var incidents: [Incident] = []
    private var phases: PhaseClock
    private let cells: UnsafeMutablePointer<PhaseCell>
    /// By ledger lane; made when the member first reads it.
    private let delivered: LaneSets
    private let reread: LaneSets
    private let accounts: UnsafeMutablePointer<LaneAccount>
    private var errors: [Int32: Int64] = [:]
    private let topics: [TopicPlace]
    private var inspector: ValueInspector?
    private let looksInside: Bool
    /// What the validator rejected of the batch that is being handled.
    private(set) var rejected: [RejectedRecord] = []
    private var rereadThisSecond: Int64 = 0

    /// One phase's share of the current second.
    private struct PhaseCell: ~Copyable {
        var row = DeliveryRow(second: 0, phase: 0, reader: "")
        var isTouched = false
        var intended = BucketCounts()
        var service = BucketCounts()
        var business = BucketCounts()
    }

    private struct LaneAccount {
        var counts = LaneCounts()
        var gap = GapTracker()
    }

    /// Where one of the reader's topics is among the lanes.
    private struct TopicPlace {
        var laneBase: Int
        var partitions: Int32
        /// The first of its ledger lanes, and where stamps' partitions end.
        var ledgerBase: Int
        var stamped: Int
        var isLetters: Bool
        /// Dead letters come in second hand: beside a reader's own events they say nothing about its latency.
        var isTimed: Bool
    }

    init(plan: ReceivePlan) {
        self.plan = plan
        phases = plan.phases
        cells = .allocate(capacity: phases.count)
        for phase in 0..<phases.count { (cells + phase).initialize(to: PhaseCell()) }
        delivered = LaneSets(lanes: plan.ledgerLanes, producers: plan.producers)
        reread = LaneSets(lanes: plan.ledgerLanes, producers: plan.producers)
        let hasFleetTopics = plan.letterSources.contains { $0 == nil }
        topics = plan.topics.indices.map { topic in
            let ledger = plan.ledgerLanes(ofTopic: topic)
            let isLetters = plan.letterSources[topic] != nil
            return TopicPlace(
                laneBase: plan.laneBase[topic], partitions: Int32(plan.partitions[topic]),
                ledgerBase: ledger.lowerBound, stamped: ledger.count, isLetters: isLetters,
                isTimed: !isLetters || !hasFleetTopics)
        }
        inspector = plan.inspection.map { ValueInspector($0, topics: plan.topics.count) }
        looksInside = plan.inspection != nil
        rejected.reserveCapacity(Consumer.batchCapacity)
        accounts = .allocate(capacity: max(1, plan.lanes))
        accounts.initialize(repeating: LaneAccount(), count: plan.lanes)
    }

    deinit {
        cells.deinitialize(count: phases.count)
        cells.deallocate()
        accounts.deallocate()
    }

    /// Forgets what was rejected of the batch before.
    @inline(__always)
    mutating func beginBatch() {
        if !rejected.isEmpty { rejected.removeAll(keepingCapacity: true) }
    }

    /// Takes in the record at `index` of the batch.
    @inline(__always)
    mutating func received(_ record: IncomingRecord, at index: Int, nowNs: UInt64, control: ReaderControl) {
        let topic = Int(record.topic)
        guard topic >= 0, record.partition >= 0, record.partition < topics[topic].partitions else {
            errors[record.code, default: 0] += 1
            return
        }
        let lane = topics[topic].laneBase &+ Int(record.partition)
        let isNew = control.moved(lane: lane, past: record.offset)
        switch Stamp.read(record.value, length: record.valueLength, trial: plan.trial) {
        case .intact(let stamp):
            let isInPlace =
                Int(stamp.partition) < topics[topic].stamped
                && (Int32(stamp.partition) == record.partition || topics[topic].isLetters)
            guard isInPlace, Int(stamp.producer) < plan.producers, stamp.ordinal <= OrdinalSet.highest,
                stamp.sequence <= OrdinalSet.highest
            else {
                damaged(lane, isNew)
                return
            }
            delivered(stamp, record, at: index, lane: lane, nowNs: nowNs, isNew: isNew)
        case .corrupted:
            damaged(lane, isNew)
        case .foreign:
            if plan.ownsTopics { damaged(lane, isNew) } else if isNew { accounts[lane].counts.foreign &+= 1 }
        }
    }

    @inline(__always)
    private mutating func delivered(
        _ stamp: Stamp, _ record: IncomingRecord, at index: Int, lane: Int, nowNs: UInt64, isNew: Bool
    ) {
        let topic = Int(record.topic)
        let phase = phases.phase(ofNs: stamp.intendedNs)
        cells[phase].isTouched = true
        cells[phase].row.delivered &+= 1
        cells[phase].row.deliveredBytes &+= Int64(record.valueLength)
        let ledgerLane = topics[topic].ledgerBase &+ Int(stamp.partition)
        var isFirst = isNew
        if isNew {
            switch delivered.insert(stamp.ordinal, lane: ledgerLane, producer: Int(stamp.producer)) {
            case .advanced: break
            case .outOfOrder:
                cells[phase].row.outOfOrder &+= 1
                accounts[lane].counts.outOfOrder &+= 1
            case .repeated:
                cells[phase].row.repeated &+= 1
                accounts[lane].counts.repeated &+= 1
                isFirst = false
            }
        } else {
            _ = reread.insert(stamp.ordinal, lane: ledgerLane, producer: Int(stamp.producer))
            accounts[lane].counts.reread &+= 1
            rereadThisSecond &+= 1
        }
        if looksInside { inspect(stamp, record, at: index, lane: lane, isFirst: isFirst) }
        // A second delivery says nothing about how long the first one took.
        guard isFirst else { return }
        if !stamp.marks.isEmpty { count(stamp.marks, lane) }
        guard topics[topic].isTimed else { return }
        cells[phase].intended.record(from: stamp.intendedNs, to: nowNs)
        cells[phase].service.record(from: stamp.sentNs, to: nowNs)
        cells[phase].business.record(from: stamp.eventNs, to: nowNs)
        accounts[lane].gap.arrival(
            atNs: nowNs, dueNs: stamp.intendedNs, countsFromNs: phases.countsFromNs(phase))
    }

    private mutating func inspect(
        _ stamp: Stamp, _ record: IncomingRecord, at index: Int, lane: Int, isFirst: Bool
    ) {
        guard let value = record.value else { return }
        let isAccepted = inspector?.inspect(
            value, length: record.valueLength, stamp: stamp, topic: Int(record.topic), isFirst: isFirst,
            counts: &accounts[lane].counts)
        guard isAccepted == false else { return }
        rejected.append(
            RejectedRecord(index: index, producer: Int(stamp.producer), lane: lane, ordinal: stamp.ordinal))
    }

    private func count(_ marks: EventMarks, _ lane: Int) {
        if marks.contains(.resent) { accounts[lane].counts.resent &+= 1 }
        if marks.contains(.malformed) { accounts[lane].counts.malformed &+= 1 }
        if marks.contains(.buffered) { accounts[lane].counts.buffered &+= 1 }
    }

    private mutating func damaged(_ lane: Int, _ isNew: Bool) {
        guard isNew else {
            accounts[lane].counts.reread &+= 1
            return
        }
        let phase = phases.phase(ofNs: UInt64(second) * 1_000_000_000)
        cells[phase].isTouched = true
        cells[phase].row.corrupted &+= 1
        accounts[lane].counts.corrupted &+= 1
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

    /// What was read again since the last call.
    mutating func takeReread() -> Int64 {
        defer { rereadThisSecond = 0 }
        return rereadThisSecond
    }

    /// The account of the trial.
    mutating func recording(reader: String, member: Int) -> ReceiveRecording {
        let lanes = 0..<plan.lanes
        return ReceiveRecording(
            reader: reader, member: member, delivered: delivered.values, reread: reread.values,
            counts: lanes.map { accounts[$0].counts }, gaps: lanes.map { accounts[$0].gap }, letters: nil,
            table: inspector?.table, drift: inspector?.drift ?? [], failure: nil, settings: [:])
    }
}
