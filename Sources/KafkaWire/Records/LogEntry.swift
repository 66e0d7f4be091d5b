/// One entry of a partition's log as a Fetch hands it out: a record batch, or a message of the formats before it.
package enum LogEntry: Hashable, Sendable {
    case batch(RecordBatchHeader)
    case oldMessage(OldMessage)

    /// Offset and length, which every format begins with; the length counts what follows them.
    static let lengthPrefix = 12
    /// Where every format has its magic.
    private static let magicAt = 16
}

/// A message of magic 0 or 1, from before Kafka 0.11: a record, or a compressed set of them.
///
/// Its checksum, an older kind, is not compared.
package struct OldMessage: Hashable, Sendable {
    package var magic: Int8
    /// Of a compressed set: the offset of its last record (magic 1 counts inside the set from 0).
    package var offset: Int64
    /// The whole message as it lies in the log.
    package var byteSize: Int
    package var codec: CompressionCodec
    /// Milliseconds since 1970; nil in magic 0 and where there is none.
    package var timestamp: Int64?
}

/// What a Fetch returned for one partition, taken apart.
package struct LogEntries: Hashable, Sendable {
    package var entries: [LogEntry] = []
    /// Bytes of the batch that was cut off at the end; a Fetch ends where its limit of bytes does.
    package var partialBytes = 0

    /// The first offset after the last whole entry; nil where there is none.
    package var nextOffset: Int64? {
        switch entries.last {
        case .batch(let batch): batch.nextOffset
        case .oldMessage(let message): message.offset + 1
        case nil: nil
        }
    }
}

extension LogEntries {
    /// Takes record bytes apart.
    /// - Parameter place: for errors: the partition, and whose answer it was in.
    package init(_ records: ArraySlice<UInt8>, place: String) throws(WireError) {
        var rest = records
        while let size = try LogEntry.size(ofFirstIn: rest, place: place), size <= rest.count {
            entries.append(try LogEntry(rest.prefix(size), place: place))
            rest = rest.dropFirst(size)
        }
        partialBytes = rest.count
    }
}

extension LogEntry {
    /// Bytes of the first entry, whole or not; nil where too few are there to tell.
    static func size(ofFirstIn bytes: ArraySlice<UInt8>, place: String) throws(WireError) -> Int? {
        guard bytes.count > magicAt else { return nil }
        var reader = WireReader(bytes, version: 2, isFlexible: false, place: place)
        let offset = try reader.int64("baseOffset")
        let size = Int(try reader.int32("batchLength")) + lengthPrefix
        let magic = Int8(bitPattern: bytes[bytes.startIndex + magicAt])
        let smallest: Int
        switch magic {
        case 0: smallest = 26  // crc, magic, attributes, two null lengths
        case 1: smallest = 34  // and a timestamp
        case 2: smallest = RecordBatchHeader.length
        default: throw reader.fault("magic", "of the batch at offset \(offset) is \(magic): 0 to 2 are known")
        }
        guard size >= smallest else {
            throw reader.fault(
                "batchLength", "of the batch at offset \(offset) makes \(size) bytes of at least \(smallest)")
        }
        return size
    }

    init(_ bytes: ArraySlice<UInt8>, place: String) throws(WireError) {
        if bytes[bytes.startIndex + LogEntry.magicAt] == 2 {
            self = .batch(try RecordBatchHeader(bytes, place: place))
        } else {
            self = .oldMessage(try OldMessage(bytes, place: place))
        }
    }
}

extension OldMessage {
    fileprivate init(_ bytes: ArraySlice<UInt8>, place: String) throws(WireError) {
        var reader = WireReader(bytes, version: 1, isFlexible: false, place: place)
        offset = try reader.int64("offset")
        guard (0..<Int64.max).contains(offset) else { throw reader.fault("offset", "is \(offset)") }
        _ = try reader.int32("message_size")
        _ = try reader.uint32("crc")
        magic = try reader.int8("magic")
        codec = try reader.codec(ofAttributes: UInt16(UInt8(bitPattern: try reader.int8("attributes"))))
        let time = magic == 1 ? try reader.int64("timestamp") : -1
        timestamp = time == -1 ? nil : time
        byteSize = bytes.count
    }
}
