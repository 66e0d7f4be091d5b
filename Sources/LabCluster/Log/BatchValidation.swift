internal import KafkaWire

/// Why a batch is not taken.
struct BatchRefusal: Error {
    let code: BrokerCode
    let message: String
    /// The places in the batch of the records that are to blame; empty where it is the batch itself.
    let records: [Int32]

    init(_ code: BrokerCode, _ message: String, records: [Int32] = []) {
        self.code = code
        self.message = message
        self.records = records
    }
}

/// What a topic asks of the batches that producers send.
struct BatchValidation {
    let settings: TopicSettings
    /// The version of Produce that the batch came in.
    let version: Int16
    let now: Int64
    /// For messages: `positions-3`.
    let partition: String
    /// Whether the checksum of the bytes is looked at.
    var checksums = true

    /// The header of the one batch that a request has for a partition; records are only decoded where a rule needs it.
    func header(of records: WireBytes?) throws(BatchRefusal) -> BatchHeader {
        guard let records, !records.isEmpty else {
            throw BatchRefusal(
                .invalidRecord,
                "Produce requests with version \(version) must have exactly one batch with valid records")
        }
        guard records.count > 16 else { throw BatchRefusal(.corruptMessage, "the batch is cut off") }
        let magic: Int8 = records.number(at: 16)
        guard magic == 2 else {
            throw BatchRefusal(
                .invalidRecord, "Produce requests with version \(version) are only allowed to contain magic 2")
        }
        guard let header = BatchHeader(records), header.size >= BatchHeader.length, header.size <= records.count else {
            throw BatchRefusal(.corruptMessage, "the batch is cut off")
        }
        guard header.size == records.count else {
            throw BatchRefusal(
                .invalidRecord, "Produce requests with version \(version) are only allowed to have one batch")
        }
        guard header.size <= settings.maxMessageBytes else {
            throw BatchRefusal(
                .messageTooLarge,
                "The batch has \(header.size) bytes, and max.message.bytes is \(settings.maxMessageBytes)")
        }
        let rest = records.dropFirst(21)
        guard !checksums || RecordBatchHeader.checksum(of: rest) == header.checksum else {
            throw BatchRefusal(.corruptMessage, "the checksum is not that of the bytes")
        }
        try check(header)
        try checkTimestamps(header)
        return header
    }

    private func check(_ header: BatchHeader) throws(BatchRefusal) {
        guard let codec = header.codec else {
            throw BatchRefusal(.unsupportedCompressionType, "no codec has the number \(header.attributes & 7)")
        }
        if codec == .zstd, version < 7 {
            throw BatchRefusal(.unsupportedCompressionType, "zstd needs Produce version 7")
        }
        guard !header.isControl else {
            throw BatchRefusal(.invalidRecord, "clients are not allowed to write control records")
        }
        guard header.lastOffsetDelta >= 0, header.recordCount > 0, header.recordCount - 1 == header.lastOffsetDelta
        else {
            throw BatchRefusal(
                .invalidRecord,
                "the batch counts \(header.recordCount) records, and its last offset delta is \(header.lastOffsetDelta)"
            )
        }
        if header.isTransactional, !header.hasProducer {
            throw BatchRefusal(.invalidRecord, "a transactional batch without a producer id")
        }
        if header.hasProducer, header.producerEpoch < 0 || header.baseSequence < 0 {
            throw BatchRefusal(
                .invalidRecord,
                "the producer's epoch is \(header.producerEpoch), its sequence number \(header.baseSequence)")
        }
        if header.hasLogAppendTime {
            throw BatchRefusal(.invalidTimestamp, "producers are not allowed to set LogAppendTime")
        }
    }

    /// The header's two timestamps; those of records between them are looked at where the topic says how old they may be.
    private func checkTimestamps(_ header: BatchHeader) throws(BatchRefusal) {
        guard !settings.hasLogAppendTime else { return }
        guard header.maxTimestamp < 0 || header.maxTimestamp - now <= settings.timestampAfterMax else {
            throw outOfBounds(header.maxTimestamp)
        }
        guard settings.timestampBeforeMax != .max else { return }
        for time in [header.baseTimestamp, header.maxTimestamp]
        where time >= 0 && now - time > settings.timestampBeforeMax {
            throw outOfBounds(time)
        }
    }

    private func outOfBounds(_ time: Int64) -> BatchRefusal {
        BatchRefusal(
            .invalidTimestamp, "the timestamp \(time) is out of the range that the topic takes", records: [0])
    }
}

extension BatchValidation {
    /// Looks at the records themselves where the topic is compacted or compressed its own way.
    /// - Returns: the batch to be kept, which is another one where the topic's codec is not the producer's.
    func records(_ bytes: WireBytes, _ header: BatchHeader) throws(BatchRefusal) -> (WireBytes, BatchHeader) {
        let codec = settings.codec
        guard settings.isCompacted || codec.map({ $0 != header.codec }) ?? false else { return (bytes, header) }
        do {
            guard var batch = try RecordBatch.batches(in: bytes, place: "produced batch").first else {
                throw BatchRefusal(.invalidRecord, "the batch has no records")
            }
            let keyless = batch.records.indices.filter { batch.records[$0].key == nil }
            if settings.isCompacted, !keyless.isEmpty {
                throw BatchRefusal(
                    .invalidRecord,
                    "Compacted topic cannot accept message without key in topic partition \(partition).",
                    records: keyless.map(Int32.init))
            }
            guard let codec, codec != header.codec else { return (bytes, header) }
            batch.codec = codec
            let again = try batch.encoded()[...]
            guard let header = BatchHeader(again) else {
                throw BatchRefusal(.corruptMessage, "the batch cannot be compressed again")
            }
            return (again, header)
        } catch let refusal as BatchRefusal {
            throw refusal
        } catch {
            throw BatchRefusal(.corruptMessage, "\(error)")
        }
    }
}
