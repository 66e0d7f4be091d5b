internal import KafkaClient
internal import Workloads

/// A burst of stamped values on their way to the client, by topic.
///
/// The client copies, so the space is used again.
struct StagingArea: ~Copyable {
    private let plan: SendPlan
    private let renderer: EventRenderer
    private let burst: Int
    private let stride: Int
    private let values: UnsafeMutableRawPointer
    private let staged: UnsafeMutablePointer<OutgoingRecord>
    /// What restamping needs, beside each record.
    private let stamps: UnsafeMutablePointer<Stamp>
    private let slots: UnsafeMutablePointer<UInt32>
    let counts: UnsafeMutablePointer<Int>
    private var used = 0

    init(plan: SendPlan, burst: Int) {
        self.plan = plan
        self.burst = burst
        renderer = EventRenderer(plan: plan)
        stride = EventRenderer.stride(of: plan)
        values = .allocate(byteCount: stride * burst, alignment: 64)
        let capacity = burst * plan.topicCount
        staged = .allocate(capacity: capacity)
        stamps = .allocate(capacity: capacity)
        slots = .allocate(capacity: capacity)
        counts = .allocate(capacity: plan.topicCount)
        counts.initialize(repeating: 0, count: plan.topicCount)
    }

    deinit {
        values.deallocate()
        staged.deallocate()
        stamps.deallocate()
        slots.deallocate()
        counts.deallocate()
    }

    func records(ofTopic topic: Int) -> UnsafeMutablePointer<OutgoingRecord> { staged + topic * burst }

    /// Renders one due event into the area.
    @inline(__always)
    mutating func stage(
        _ chunk: borrowing PlanChunk, _ index: Int, nowNs: UInt64, table: inout InFlightTable,
        recorder: inout SendRecorder
    ) {
        let lane = Int(chunk.lane[index])
        let place = plan.tables.lanes[lane]
        let payload = Int(chunk.payload[index])
        let value = values + used &* stride
        let stamp = Stamp(
            trial: plan.trial, device: chunk.device[index], sequence: chunk.sequence[index],
            producer: UInt16(truncatingIfNeeded: plan.producer), partition: UInt16(truncatingIfNeeded: place.partition),
            ordinal: recorder.nextOrdinal(lane: lane), eventNs: chunk.eventNs[index],
            intendedNs: chunk.intendedNs[index], sentNs: nowNs, marks: chunk.marks[index])
        renderer.write(stamp, slot: payload, to: value)
        let entry = InFlightTable.Entry(
            lane: chunk.lane[index], ordinal: stamp.ordinal, intendedNs: stamp.intendedNs, sentNs: nowNs,
            marks: stamp.marks.rawValue)
        guard let tag = table.insert(entry) else {
            preconditionFailure("staged more events than the in-flight table has room for")
        }
        let key = chunk.key[index]
        let at = place.topic &* burst &+ counts[place.topic]
        staged[at] = renderer.record(value, slot: payload, key: key, partition: place.partition, tag: tag)
        stamps[at] = stamp
        slots[at] = chunk.payload[index]
        counts[place.topic] &+= 1
        used &+= 1
        if key != .max { recorder.used(key: Int(key), lane: chunk.lane[index], intendedNs: stamp.intendedNs) }
        if stamp.eventNs != stamp.intendedNs { recorder.edge(eventNs: stamp.eventNs, intendedNs: stamp.intendedNs) }
    }

    /// Writes a later time of handing over into what a full queue refused.
    mutating func restamp(topic: Int, from first: Int, nowNs: UInt64, table: inout InFlightTable) {
        for at in topic * burst + first..<topic * burst + counts[topic] {
            stamps[at].sentNs = nowNs
            renderer.restamp(
                stamps[at], slot: Int(slots[at]), in: UnsafeMutableRawPointer(mutating: staged[at].value))
            table.restamp(staged[at].tag, sentNs: nowNs)
        }
    }

    mutating func clear() {
        for topic in 0..<plan.topicCount { counts[topic] = 0 }
        used = 0
    }
}
