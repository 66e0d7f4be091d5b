import ScenarioModel

/// What stands before a value whose schema is registered: byte 0, then the schema's id, big-endian.
///
/// As in Confluent's wire format. An Avro value is always framed, because nothing else in it says what it is: without a
/// registry's id, with the version's place among the scenario's, from 1.
struct SchemaFrame {
    let bytes: [UInt8]

    init?(_ firmware: Firmware, index: Int, ids: [String: UInt32]) {
        guard let id = ids[firmware.version] ?? (firmware.format == .avro ? UInt32(index + 1) : nil) else { return nil }
        bytes = [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
    }
}
