/// One batch of a partition's log, as it lies there: what a client library hides from its user.
package struct BatchSample: Hashable, Sendable {
    package var topic: String
    package var partition: Int32
    /// Of an old compressed message set: the offset of its last record.
    package var baseOffset: Int64
    /// nil in a compressed message set from before Kafka 0.11, which does not tell before it is decompressed.
    package var recordCount: Int?
    /// Bytes in the log, compressed as they are, header included.
    package var byteSize: Int
    package var codec: CompressionCodec
    /// Milliseconds since 1970; nil where there is none.
    package var maxTimestamp: Int64?
    /// The format: 2 since Kafka 0.11, before it 0 and 1.
    package var magic: Int8
    package var isTransactional: Bool
    /// Whether it only ends a transaction, and holds no records of users.
    package var isControl: Bool

    package init(
        topic: String, partition: Int32, baseOffset: Int64, recordCount: Int?, byteSize: Int, codec: CompressionCodec,
        maxTimestamp: Int64?, magic: Int8 = 2, isTransactional: Bool = false, isControl: Bool = false
    ) {
        self.topic = topic
        self.partition = partition
        self.baseOffset = baseOffset
        self.recordCount = recordCount
        self.byteSize = byteSize
        self.codec = codec
        self.maxTimestamp = maxTimestamp
        self.magic = magic
        self.isTransactional = isTransactional
        self.isControl = isControl
    }
}

extension BatchSample {
    init(topic: String, partition: Int32, _ entry: LogEntry) {
        self.topic = topic
        self.partition = partition
        switch entry {
        case .batch(let batch):
            baseOffset = batch.baseOffset
            recordCount = Int(batch.recordCount)
            byteSize = batch.byteSize
            codec = batch.codec
            maxTimestamp = batch.maxTimestamp == -1 ? nil : batch.maxTimestamp
            magic = 2
            isTransactional = batch.isTransactional
            isControl = batch.isControl
        case .oldMessage(let message):
            baseOffset = message.offset
            recordCount = message.codec == .none ? 1 : nil
            byteSize = message.byteSize
            codec = message.codec
            maxTimestamp = message.timestamp
            magic = message.magic
            isTransactional = false
            isControl = false
        }
    }
}

/// Where a sample of a partition begins.
package enum SampleStart: Hashable, Sendable {
    /// With the first record that is still there.
    case earliest
    /// That many records before the end.
    case recent(records: Int64)
    /// At these offsets, by partition; a partition without one from its first record. What is out of the log's range
    /// is moved to its nearest end.
    case offsets([Int32: Int64])

    func offset(in partition: Int32, earliest: Int64, latest: Int64) -> Int64 {
        let asked =
            switch self {
            case .earliest: earliest
            case .recent(let records): latest - min(max(0, records), latest)
            case .offsets(let offsets): offsets[partition] ?? earliest
            }
        return min(max(asked, earliest), latest)
    }
}
