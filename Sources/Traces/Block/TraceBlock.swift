/// Events of one partition as bytes: how a trace keeps them.
///
/// Layout, all numbers unsigned LEB128 varints unless said otherwise:
///
///     version        byte, 1
///     topic          index into the manifest's topics
///     partition
///     count          1 to 8192
///     first arrival  nanoseconds since the window's start
///     time unit      byte, 0, 3 or 6: what follows counts in 10^unit nanoseconds
///     times          column of count - 1 values: each event's arrival less the one before, in the unit
///     keys           column: 0 for no key, or 1 + the index into the key table
///     key bytes      column
///     value bytes    column: 0 for no value, or 1 + the length
///     header counts  column
///     header bytes   column
///     checksum       4 bytes, little-endian: CRC-32C of everything before
///
/// A column is written the shortest of four ways, see `BlockColumn`.
package enum TraceBlock {
    package static let mostEvents = 8192
    static let version: UInt8 = 1
    /// 2^62 ns, 146 years: no sum of a time and a step overflows.
    static let latestNs: UInt64 = 1 << 62

    /// The bytes of 1 to 8192 events of one partition whose times never go back.
    package static func encode(_ events: [TraceEvent]) -> [UInt8] {
        precondition((1...mostEvents).contains(events.count), "a block of \(events.count) events")
        let first = events[0]
        var steps: [UInt64] = []
        steps.reserveCapacity(events.count)
        var before = first.arrivalNs
        for event in events {
            precondition(
                event.topic == first.topic && event.partition == first.partition,
                "a block of topics \(first.topic) and \(event.topic), partitions \(first.partition), \(event.partition)"
            )
            precondition(
                event.arrivalNs >= before && event.arrivalNs <= latestNs,
                "an event at \(event.arrivalNs) ns behind one at \(before) ns")
            steps.append(event.arrivalNs - before)
            before = event.arrivalNs
        }
        steps.removeFirst()
        let unit: (exponent: UInt8, ns: UInt64) =
            if steps.allSatisfy({ $0.isMultiple(of: 1_000_000) }) {
                (6, 1_000_000)
            } else if steps.allSatisfy({ $0.isMultiple(of: 1000) }) {
                (3, 1000)
            } else {
                (0, 1)
            }
        var bytes = [version]
        bytes.append(varint: UInt64(first.topic))
        bytes.append(varint: UInt64(first.partition))
        bytes.append(varint: UInt64(events.count))
        bytes.append(varint: first.arrivalNs)
        bytes.append(unit.exponent)
        BlockColumn.append(unit.ns == 1 ? steps : steps.map { $0 / unit.ns }, to: &bytes)
        BlockColumn.append(events.map { $0.hasKey ? UInt64($0.key) + 1 : 0 }, to: &bytes)
        BlockColumn.append(events.map { UInt64($0.keyBytes) }, to: &bytes)
        BlockColumn.append(events.map { UInt64(Int64($0.valueBytes) + 1) }, to: &bytes)
        BlockColumn.append(events.map { UInt64($0.headerCount) }, to: &bytes)
        BlockColumn.append(events.map { UInt64($0.headerBytes) }, to: &bytes)
        let checksum = BlockChecksum.of(bytes[...])
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: checksum >> shift))
        }
        return bytes
    }

    /// All events of a block.
    package static func decode(_ bytes: [UInt8]) throws(TraceBlockDamage) -> [TraceEvent] {
        var reader = try TraceBlockReader(bytes)
        var events: [TraceEvent] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }
}
