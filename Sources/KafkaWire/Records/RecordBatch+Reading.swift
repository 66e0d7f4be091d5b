/// How many bytes the records of a Fetch may come to when they are decompressed.
package struct DecompressionLimits: Hashable, Sendable {
    package var batchBytes = 64 << 20
    /// All batches of one answer for one partition.
    package var answerBytes = 256 << 20

    package init(batchBytes: Int = 64 << 20, answerBytes: Int = 256 << 20) {
        self.batchBytes = batchBytes
        self.answerBytes = answerBytes
    }
}

extension RecordBatch {
    /// All whole batches of what a Fetch returned, control batches included; what is cut off at the end is passed over.
    ///
    /// So are messages of the formats before batches: `LogEntries` tells of them. Checksums are compared.
    /// - Parameter place: for errors: the partition, and whose answer it was in.
    package static func batches(
        in bytes: WireBytes, place: String, limits: DecompressionLimits = DecompressionLimits()
    ) throws(WireError) -> [RecordBatch] {
        var batches: [RecordBatch] = []
        var rest = bytes
        var left = limits.answerBytes
        while let size = try LogEntry.size(ofFirstIn: rest, place: place), size <= rest.count {
            let entry = rest.prefix(size)
            rest = rest.dropFirst(size)
            guard case .batch(let header) = try LogEntry(entry, place: place) else { continue }
            let packed = entry.dropFirst(RecordBatchHeader.length)
            let limit = min(limits.batchBytes, left)
            let records = try header.plainRecords(packed, limit: limit, place: place)
            // What was not compressed takes what was received and no more.
            if header.codec != .none { left -= records.count }
            batches.append(try RecordBatch(header, records: records, place: place))
        }
        return batches
    }

    /// - Parameter bytes: the records, decompressed.
    private init(_ header: RecordBatchHeader, records bytes: WireBytes, place: String) throws(WireError) {
        let place = "\(place), batch at offset \(header.baseOffset)"
        var reader = WireReader(bytes, version: 2, isFlexible: false, place: place)
        let count = Int(header.recordCount)
        guard count <= bytes.count / WireRecord.smallest else {
            throw reader.fault("records", "counts \(count), and they are \(bytes.count) bytes")
        }
        let base = RecordBase(offset: header.baseOffset, timestamp: header.firstTimestamp)
        var records: [WireRecord] = []
        for _ in 0..<count {
            var record = try WireRecord(from: &reader, base: base, lastDelta: header.lastOffsetDelta)
            if let last = records.last, record.offset <= last.offset {
                throw reader.fault("offsetDelta", "makes the offset \(record.offset), after \(last.offset)")
            }
            if header.hasLogAppendTime { record.timestamp = header.maxTimestamp }
            records.append(record)
        }
        try reader.expectEnd()
        self.init(
            records, codec: header.codec, producerID: header.producerID, producerEpoch: header.producerEpoch,
            baseSequence: header.baseSequence, isTransactional: header.isTransactional)
        baseOffset = header.baseOffset
        partitionLeaderEpoch = header.partitionLeaderEpoch
        hasLogAppendTime = header.hasLogAppendTime
        isControl = header.isControl
        lastOffsetDelta = header.lastOffsetDelta
        maxTimestamp = header.maxTimestamp
    }
}

extension RecordBatchHeader {
    /// The records of the batch, decompressed.
    fileprivate func plainRecords(_ packed: WireBytes, limit: Int, place: String) throws(WireError) -> WireBytes {
        // What compaction emptied is no stream of its codec any more.
        if recordCount == 0, packed.isEmpty { return packed }
        return try codec.decompressed(packed, limit: limit, place: "\(place), batch at offset \(baseOffset)")
    }
}
