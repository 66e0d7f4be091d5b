internal import KafkaClient
internal import Workloads

/// Writes planned events as a producer hands them over: the slot's value with the stamp in its room, behind the frame
/// of a Schema Registry where the slot has one, and the key.
///
/// Holds copies of the plan's bytes, so that a pointer stands for each.
struct EventRenderer: ~Copyable {
    private let plan: SendPlan
    private let payloads: UnsafePointer<UInt8>
    private let keys: UnsafePointer<UInt8>

    init(plan: SendPlan) {
        self.plan = plan
        payloads = EventRenderer.copy(plan.tables.payloads.bytes)
        keys = EventRenderer.copy(plan.tables.keys.bytes)
    }

    deinit {
        payloads.deallocate()
        keys.deallocate()
    }

    private static func copy(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        copy.initialize(from: bytes, count: bytes.count)
        return UnsafePointer(copy)
    }

    /// Bytes of the longest value, rounded up so that values side by side stay aligned.
    static func stride(of plan: SendPlan) -> Int { max(64, ((plan.tables.payloads.length.max() ?? 0) + 63) / 64 * 64) }

    /// Writes a slot's value, stamped.
    @inline(__always)
    func write(_ stamp: Stamp, slot: Int, to value: UnsafeMutableRawPointer) {
        value.copyMemory(
            from: payloads + plan.tables.payloads.offset[slot], byteCount: plan.tables.payloads.length[slot])
        restamp(stamp, slot: slot, in: value)
    }

    /// Writes the stamp into a value that is there already.
    @inline(__always)
    func restamp(_ stamp: Stamp, slot: Int, in value: UnsafeMutableRawPointer) {
        stamp.write(
            to: value + plan.tables.payloads.frameLength[slot], isText: plan.tables.payloads.isText[slot],
            bodyChecksum: plan.bodyChecksums[slot])
    }

    /// The record of a value that was written, with its event's key.
    @inline(__always)
    func record(
        _ value: UnsafeMutableRawPointer, slot: Int, key: UInt32, partition: Int32, tag: UInt32
    ) -> OutgoingRecord {
        let hasKey = key != .max
        return OutgoingRecord(
            value: UnsafeRawPointer(value), valueLength: plan.tables.payloads.length[slot],
            key: hasKey ? UnsafeRawPointer(keys + plan.tables.keys.offset[Int(key)]) : nil,
            keyLength: hasKey ? plan.tables.keys.length[Int(key)] : 0, partition: partition, tag: tag)
    }
}
