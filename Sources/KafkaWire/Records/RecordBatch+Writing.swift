extension RecordBatch {
    /// As a producer sends it, with CRC-32C.
    ///
    /// The first record's timestamp is the one that the others count from.
    /// - Parameter bareSnappy: Snappy as librdkafka writes it, and not in the blocks of Java clients.
    package func encoded(bareSnappy: Bool = false) throws(WireError) -> [UInt8] {
        let base = RecordBase(offset: baseOffset, timestamp: records.first?.timestamp ?? -1)
        var body = WireWriter(version: 2, isFlexible: false)
        for (index, record) in records.enumerated() { try record.write(to: &body, place: index, base: base) }
        let packed = try codec.compressed(body.bytes, bareSnappy: bareSnappy)

        var summed = WireWriter(version: 2, isFlexible: false)
        summed.write(attributes)
        summed.write(lastOffsetDelta)
        summed.write(base.timestamp)
        summed.write(maxTimestamp)
        summed.write(producerID)
        summed.write(producerEpoch)
        summed.write(baseSequence)
        summed.write(Int32(clamping: records.count))
        summed.append(packed)

        var batch = WireWriter(version: 2, isFlexible: false)
        batch.write(baseOffset)
        // The epoch, the magic and the checksum lie between the length and what is summed.
        guard let length = Int32(exactly: summed.bytes.count + 9) else {
            throw .unwritable("\(summed.bytes.count) bytes are too many for a batch")
        }
        batch.write(length)
        batch.write(partitionLeaderEpoch)
        batch.write(Int8(2))
        batch.write(RecordBatchHeader.checksum(of: summed.bytes[...]))
        batch.append(summed.bytes)
        return batch.bytes
    }

    private var attributes: UInt16 {
        UInt16(codec.rawValue) | (hasLogAppendTime ? 1 << 3 : 0) | (isTransactional ? 1 << 4 : 0)
            | (isControl ? 1 << 5 : 0)
    }
}
