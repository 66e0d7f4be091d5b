/// Reads a block's events one by one.
///
/// Trusts nothing: the checksum is compared first, and every number is held against its range.
package struct TraceBlockReader: Sendable {
    package let topic: Int
    package let partition: Int32
    package let count: Int
    package let firstArrivalNs: UInt64
    private let bytes: [UInt8]
    private let unitNs: UInt64
    private var read = 0
    private var arrivalNs: UInt64
    private var times: ColumnReader
    private var keys: ColumnReader
    private var keyBytes: ColumnReader
    private var valueBytes: ColumnReader
    private var headerCounts: ColumnReader
    private var headerBytes: ColumnReader

    package init(_ bytes: [UInt8]) throws(TraceBlockDamage) {
        guard bytes.count > 4 else { throw .endsTooEarly }
        let end = bytes.count - 4
        let stored = bytes[end...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard BlockChecksum.of(bytes[..<end]) == stored else { throw .checksum }
        var position = 0
        guard try bytes.byte(at: &position, end: end) == TraceBlock.version else { throw .unknownEncoding }
        topic = try Int(checking: try bytes.varint(at: &position, end: end), upTo: UInt64(TraceManifest.mostTopics))
        partition = try Int32(
            checking: try bytes.varint(at: &position, end: end), upTo: UInt64(TraceManifest.mostPartitions))
        let count = try bytes.varint(at: &position, end: end)
        guard count > 0, count <= TraceBlock.mostEvents else { throw .badCount }
        self.count = Int(count)
        firstArrivalNs = try bytes.varint(at: &position, end: end)
        guard firstArrivalNs <= TraceBlock.latestNs else { throw .badTime }
        arrivalNs = firstArrivalNs
        switch try bytes.byte(at: &position, end: end) {
        case 0: unitNs = 1
        case 3: unitNs = 1000
        case 6: unitNs = 1_000_000
        default: throw .unknownEncoding
        }
        times = try ColumnReader(bytes, at: &position, end: end)
        keys = try ColumnReader(bytes, at: &position, end: end)
        keyBytes = try ColumnReader(bytes, at: &position, end: end)
        valueBytes = try ColumnReader(bytes, at: &position, end: end)
        headerCounts = try ColumnReader(bytes, at: &position, end: end)
        headerBytes = try ColumnReader(bytes, at: &position, end: end)
        guard position == end else { throw .leftOver }
        self.bytes = bytes
    }

    /// The next event; nil after the last.
    package mutating func next() throws(TraceBlockDamage) -> TraceEvent? {
        guard read < count else {
            guard times.isAtEnd, keys.isAtEnd, keyBytes.isAtEnd, valueBytes.isAtEnd, headerCounts.isAtEnd,
                headerBytes.isAtEnd
            else { throw .leftOver }
            return nil
        }
        if read > 0 { try step() }
        read += 1
        let key = try keys.next(bytes)
        guard key <= UInt64(UInt32.max) else { throw .numberTooLarge }
        return TraceEvent(
            arrivalNs: arrivalNs, topic: topic, partition: partition,
            key: key == 0 ? TraceEvent.noKey : UInt32(key - 1),
            keyBytes: try Int32(checking: try keyBytes.next(bytes), upTo: UInt64(Int32.max)),
            valueBytes: Int32(try Int64(checking: try valueBytes.next(bytes), upTo: UInt64(Int32.max) + 1) - 1),
            headerCount: try UInt16(checking: try headerCounts.next(bytes), upTo: UInt64(UInt16.max)),
            headerBytes: try Int32(checking: try headerBytes.next(bytes), upTo: UInt64(Int32.max)))
    }

    private mutating func step() throws(TraceBlockDamage) {
        let (step, overflow) = try times.next(bytes).multipliedReportingOverflow(by: unitNs)
        guard !overflow, step <= TraceBlock.latestNs - arrivalNs else { throw .badTime }
        arrivalNs += step
    }
}

extension FixedWidthInteger {
    fileprivate init(checking value: UInt64, upTo most: UInt64) throws(TraceBlockDamage) {
        guard value <= most else { throw .numberTooLarge }
        self = Self(value)
    }
}
