internal import KafkaClient
internal import Workloads

/// A burst of stamped values on their way to the client, by topic.
///
/// The client copies, so the space is used again.
struct StagingArea: ~Copyable {
    private let plan: SendPlan
    private let burst: Int
    private let stride: Int
    private let values: UnsafeMutableRawPointer
    private let staged: UnsafeMutablePointer<OutgoingRecord>
    /// What restamping needs, beside each record.
    private let stamps: UnsafeMutablePointer<Stamp>
    private let slots: UnsafeMutablePointer<UInt32>
    let counts: UnsafeMutablePointer<Int>
    private var used = 0
    /// Pointers into the plan's tables, which the plan keeps alive and nobody changes.
    private let payloads: UnsafePointer<UInt8>
    private let keys: UnsafePointer<UInt8>

    init(plan: SendPlan, burst: Int) {
        self.plan = plan
        self.burst = burst
        stride = ((plan.tables.payloads.length.max() ?? 0) + 63) / 64 * 64
        values = .allocate(byteCount: max(64, stride * burst), alignment: 64)
        let capacity = burst * plan.topicCount
        staged = .allocate(capacity: capacity)
        stamps = .allocate(capacity: capacity)
        slots = .allocate(capacity: capacity)
        counts = .allocate(capacity: plan.topicCount)
        counts.initialize(repeating: 0, count: plan.topicCount)
        payloads = StagingArea.copy(plan.tables.payloads.bytes)
        keys = StagingArea.copy(plan.tables.keys.bytes)
    }

    deinit {
        values.deallocate()
        staged.deallocate()
        stamps.deallocate()
        slots.deallocate()
        counts.deallocate()
        payloads.deallocate()
        keys.deallocate()
    }

    private static func copy(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        copy.initialize(from: bytes, count: bytes.count)
        return UnsafePointer(copy)
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
        let length = plan.tables.payloads.length[payload]
        let value = values + used &* stride
        value.copyMemory(from: payloads + plan.tables.payloads.offset[payload], byteCount: length)
        let stamp = Stamp(
            trial: plan.trial, device: chunk.device[index], sequence: chunk.sequence[index],
            producer: UInt16(truncatingIfNeeded: plan.producer), partition: UInt16(truncatingIfNeeded: place.partition),
            ordinal: recorder.nextOrdinal(lane: lane), eventNs: chunk.eventNs[index],
            intendedNs: chunk.intendedNs[index], sentNs: nowNs, marks: chunk.marks[index])
        stamp.write(
            to: value, isText: plan.tables.payloads.isText[payload], bodyChecksum: plan.bodyChecksums[payload])
        let entry = InFlightTable.Entry(
            lane: chunk.lane[index], ordinal: stamp.ordinal, intendedNs: stamp.intendedNs, sentNs: nowNs)
        guard let tag = table.insert(entry) else {
            preconditionFailure("staged more events than the in-flight table has room for")
        }
        let key = chunk.key[index]
        let hasKey = key != .max
        let at = place.topic &* burst &+ counts[place.topic]
        staged[at] = OutgoingRecord(
            value: UnsafeRawPointer(value), valueLength: length,
            key: hasKey ? UnsafeRawPointer(keys + plan.tables.keys.offset[Int(key)]) : nil,
            keyLength: hasKey ? plan.tables.keys.length[Int(key)] : 0, partition: place.partition, tag: tag)
        stamps[at] = stamp
        slots[at] = chunk.payload[index]
        counts[place.topic] &+= 1
        used &+= 1
        if hasKey { recorder.used(key: Int(key), lane: chunk.lane[index], intendedNs: stamp.intendedNs) }
    }

    /// Writes a later time of handing over into what a full queue refused.
    mutating func restamp(topic: Int, from first: Int, nowNs: UInt64, table: inout InFlightTable) {
        for at in topic * burst + first..<topic * burst + counts[topic] {
            let payload = Int(slots[at])
            stamps[at].sentNs = nowNs
            stamps[at].write(
                to: UnsafeMutableRawPointer(mutating: staged[at].value),
                isText: plan.tables.payloads.isText[payload], bodyChecksum: plan.bodyChecksums[payload])
            table.restamp(staged[at].tag, sentNs: nowNs)
        }
    }

    mutating func clear() {
        for topic in 0..<plan.topicCount { counts[topic] = 0 }
        used = 0
    }
}
