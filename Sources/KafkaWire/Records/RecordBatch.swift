internal import CChecksum

/// A record batch of magic 2.
package struct RecordBatch: Hashable, Sendable {
    package var baseOffset: Int64 = 0
    package var partitionLeaderEpoch: Int32 = -1
    package var codec: CompressionCodec = .none
    package var hasLogAppendTime = false
    package var isTransactional = false
    package var isControl = false
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1
    package var baseSequence: Int32 = -1
    package var lastOffsetDelta: Int32 = 0
    package var maxTimestamp: Int64 = -1
    package var records: [WireRecord]

    package var nextOffset: Int64 { baseOffset + Int64(lastOffsetDelta) + 1 }

    package init(_ records: [WireRecord], codec: CompressionCodec = .none) {
        self.records = records
        self.codec = codec
    }

    /// As a producer sends it.
    /// - Parameter claiming: another number of records than there are, for a batch that is forged.
    package func encoded(claiming: Int32? = nil) throws(WireError) -> [UInt8] {
        var body = WireWriter(version: 2, isFlexible: false)
        body.write(Int16(Int16(codec.rawValue) | (isTransactional ? 16 : 0) | (isControl ? 32 : 0)))
        body.write((claiming ?? Int32(records.count)) - 1)
        let base = records.first?.timestamp ?? -1
        body.write(base)
        body.write(records.map(\.timestamp).max() ?? -1)
        body.write(producerID)
        body.write(producerEpoch)
        body.write(baseSequence)
        body.write(claiming ?? Int32(records.count))
        var plain = WireWriter(version: 2, isFlexible: false)
        for (index, record) in records.enumerated() {
            var one = WireWriter(version: 2, isFlexible: false)
            one.write(Int8(0))
            one.writeVarlong(record.timestamp - base)
            one.writeVarint(Int32(index))
            for bytes in [record.key, record.value] {
                one.writeVarint(Int32(bytes?.count ?? -1))
                one.append(bytes ?? [])
            }
            one.writeVarint(Int32(record.headers.count))
            for header in record.headers {
                one.writeVarint(Int32(header.name.utf8.count))
                one.append(Array(header.name.utf8))
                one.writeVarint(Int32(header.value?.count ?? -1))
                one.append(header.value ?? [])
            }
            plain.writeVarint(Int32(one.bytes.count))
            plain.append(one.bytes)
        }
        body.append(try RecordCompression.compressed(plain.bytes, codec: codec))
        var whole = WireWriter(version: 2, isFlexible: false)
        whole.write(Int64(0))
        whole.write(Int32(body.bytes.count + 9))
        whole.write(Int32(-1))
        whole.write(Int8(2))
        whole.write(body.bytes.withUnsafeBytes { seatrial_crc32c(0, $0.baseAddress, $0.count) })
        whole.append(body.bytes)
        return whole.bytes
    }
}

// Reading.
extension RecordBatch {
    /// All whole batches of what a Fetch returned, control batches included; what is cut off at the end is passed over.
    /// - Parameter place: for errors: the partition, and whose answer it was in.
    package static func batches(in bytes: WireBytes, place: String) throws(WireError) -> [RecordBatch] {
        var batches: [RecordBatch] = []
        var rest = bytes
        while rest.count > LogEntry.lengthPrefix {
            var reader = WireReader(rest, version: 2, isFlexible: false, place: place)
            _ = try reader.int64("baseOffset")
            let size = Int(try reader.int32("batchLength")) + LogEntry.lengthPrefix
            guard size >= RecordBatchHeader.length else { throw reader.fault("batchLength", "makes \(size) bytes") }
            guard size <= rest.count else { break }
            batches.append(try RecordBatch(rest.prefix(size), place: place))
            rest = rest.dropFirst(size)
        }
        return batches
    }

    private init(_ bytes: WireBytes, place: String) throws(WireError) {
        let header = try RecordBatchHeader(bytes, place: place)
        self.init([], codec: header.codec)
        baseOffset = header.baseOffset
        partitionLeaderEpoch = header.partitionLeaderEpoch
        hasLogAppendTime = header.hasLogAppendTime
        isTransactional = header.isTransactional
        isControl = header.isControl
        lastOffsetDelta = header.lastOffsetDelta
        maxTimestamp = header.maxTimestamp
        producerID = header.producerID
        producerEpoch = header.producerEpoch
        baseSequence = header.baseSequence
        let body = try RecordCompression.decompressed(
            bytes.dropFirst(RecordBatchHeader.length), codec: header.codec, place: place)
        var reader = WireReader(body, version: 2, isFlexible: false, place: "\(place), batch at \(baseOffset)")
        for _ in 0..<header.recordCount { records.append(try WireRecord(from: &reader, in: header)) }
        try reader.expectEnd()
    }

    /// Which end a control batch puts to a transaction; nil where it is none.
    package var marker: TransactionMarker? {
        guard isControl, let key = records.first?.key, key.count >= 4 else { return nil }
        return TransactionMarker(rawValue: Int16(key[2]) << 8 | Int16(key[3]))
    }
}

/// The end of a transaction, as a control record has it (KIP-98).
package enum TransactionMarker: Int16, Hashable, Sendable {
    case abort = 0
    case commit = 1
}

extension WireRecord {
    fileprivate init(from reader: inout WireReader, in batch: RecordBatchHeader) throws(WireError) {
        var part = try reader.part("record")
        _ = try part.int8("attributes")
        let time = try part.varlong("timestampDelta")
        timestamp = batch.hasLogAppendTime ? batch.maxTimestamp : batch.firstTimestamp &+ time
        let delta = try part.varint("offsetDelta")
        guard (0...batch.lastOffsetDelta).contains(delta) else {
            throw part.fault("offsetDelta", "is \(delta) of at most \(batch.lastOffsetDelta)")
        }
        offset = batch.baseOffset + Int64(delta)
        key = try part.sized("key").map(Array.init)
        value = try part.sized("value").map(Array.init)
        headers = []
        let count = try part.varint("headers")
        guard count >= 0, Int(count) <= part.remaining else { throw part.fault("headers", "counts \(count)") }
        for _ in 0..<count {
            guard let name = try part.sized("header key"), let text = String(validating: name, as: UTF8.self) else {
                throw part.fault("header key", "is null, or no UTF-8 text")
            }
            headers.append(Header(name: text, value: try part.sized("header value").map(Array.init)))
        }
        try part.expectEnd()
    }
}

extension WireReader {
    /// Bytes with their length in front as a zigzag number; nil for -1.
    fileprivate mutating func sized(_ field: String) throws(WireError) -> WireBytes? {
        let length = Int(try varint(field))
        return length == -1 ? nil : try take(length, field)
    }

    fileprivate mutating func part(_ field: String) throws(WireError) -> WireReader {
        let length = Int(try varint("length of \(field)"))
        return beginning(with: try take(length, field))
    }
}
