internal import CChecksum

/// The header of a record batch of magic 2 (KIP-98), read without decompressing the records behind it.
package struct RecordBatchHeader: Hashable, Sendable {
    package var baseOffset: Int64
    /// The whole batch as it lies in the log, this header included.
    package var byteSize: Int
    package var partitionLeaderEpoch: Int32
    /// CRC-32C of everything behind it; already compared.
    package var checksum: UInt32
    package var codec: CompressionCodec
    /// Whether the broker set the timestamps, and not the producer.
    package var hasLogAppendTime: Bool
    package var isTransactional: Bool
    /// Whether it holds a transaction's end and no records of users.
    package var isControl: Bool
    package var lastOffsetDelta: Int32
    /// Milliseconds since 1970; -1 for none.
    package var firstTimestamp: Int64
    /// Milliseconds since 1970; -1 for none.
    package var maxTimestamp: Int64
    /// -1 where the producer is neither idempotent nor transactional.
    package var producerID: Int64
    package var producerEpoch: Int16
    package var baseSequence: Int32
    /// Fewer than the offsets it spans where compaction took records out.
    package var recordCount: Int32

    /// The first offset after the batch.
    package var nextOffset: Int64 { baseOffset + Int64(lastOffsetDelta) + 1 }

    /// Bytes before the first record.
    static let length = 61
    /// Bytes before the checksummed part, which begins with the attributes.
    private static let checksummedFrom = 21
}

extension RecordBatchHeader {
    /// Reads the header of exactly one whole batch, and compares its checksum.
    /// - Parameter place: for errors: the partition, and whose answer it was in.
    init(_ batch: ArraySlice<UInt8>, place: String) throws(WireError) {
        var reader = WireReader(batch, version: 2, isFlexible: false, place: place)
        baseOffset = try reader.int64("baseOffset")
        byteSize = Int(try reader.int32("batchLength")) + LogEntry.lengthPrefix
        guard byteSize == batch.count else {
            throw reader.fault("batchLength", "makes \(byteSize) bytes of a batch of \(batch.count)")
        }
        partitionLeaderEpoch = try reader.int32("partitionLeaderEpoch")
        let magic = try reader.int8("magic")
        guard magic == 2 else { throw reader.fault("magic", "is \(magic), where 2 is read") }
        checksum = try reader.uint32("crc")
        let attributes = UInt16(bitPattern: try reader.int16("attributes"))
        codec = try reader.codec(ofAttributes: attributes)
        hasLogAppendTime = attributes & 1 << 3 != 0
        isTransactional = attributes & 1 << 4 != 0
        isControl = attributes & 1 << 5 != 0
        lastOffsetDelta = try reader.int32("lastOffsetDelta")
        firstTimestamp = try reader.int64("baseTimestamp")
        maxTimestamp = try reader.int64("maxTimestamp")
        producerID = try reader.int64("producerId")
        producerEpoch = try reader.int16("producerEpoch")
        baseSequence = try reader.int32("baseSequence")
        recordCount = try reader.int32("records")
        try checkBounds(reader)
        let sum = Self.checksum(of: batch.dropFirst(Self.checksummedFrom))
        guard sum == checksum else {
            throw reader.fault(
                "crc", "is \(checksum), and the bytes of the batch at offset \(baseOffset) sum to \(sum)")
        }
    }

    private func checkBounds(_ reader: WireReader) throws(WireError) {
        guard baseOffset >= 0, baseOffset < Int64.max - Int64(Int32.max) - 1 else {
            throw reader.fault("baseOffset", "is \(baseOffset)")
        }
        guard lastOffsetDelta >= 0 else { throw reader.fault("lastOffsetDelta", "is \(lastOffsetDelta)") }
        // An emptied batch keeps its span of offsets; none holds more records than offsets.
        guard recordCount >= 0, Int64(recordCount) <= Int64(lastOffsetDelta) + 1 else {
            throw reader.fault("records", "counts \(recordCount) in \(Int64(lastOffsetDelta) + 1) offsets")
        }
    }

    /// CRC-32C, as a batch has it of everything behind it.
    package static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { seatrial_crc32c(0, $0.baseAddress, $0.count) }
    }
}

extension WireReader {
    func codec(ofAttributes attributes: UInt16) throws(WireError) -> CompressionCodec {
        guard let codec = CompressionCodec(rawValue: UInt8(attributes & 7)) else {
            throw fault("attributes", "names the codec \(attributes & 7), which is none")
        }
        return codec
    }
}
