/// A record batch of magic 2 (KIP-98) with its records, for both directions.
///
/// Nothing in it is checked or derived when it is written, except lengths and the checksum: what a broker says to a
/// wrong batch is worth knowing.
package struct RecordBatch: Hashable, Sendable {
    package var baseOffset: Int64 = 0
    package var partitionLeaderEpoch: Int32 = -1
    package var codec: CompressionCodec
    /// Whether the broker set the timestamps, and not the producer; all records then have `maxTimestamp`.
    package var hasLogAppendTime = false
    package var isTransactional: Bool
    /// Whether it holds a transaction's end, or what else clusters write for themselves, and no records of users.
    package var isControl = false
    /// -1 where the producer is neither idempotent nor transactional.
    package var producerID: Int64
    package var producerEpoch: Int16
    /// The number of the first record among those of its producer for the partition.
    package var baseSequence: Int32
    /// The last offset that it spans, from the first; compaction leaves it as it was.
    package var lastOffsetDelta: Int32
    /// Milliseconds since 1970; -1 for none.
    package var maxTimestamp: Int64
    package var records: [WireRecord]

    /// A batch to be produced; the span of offsets and the latest timestamp are those of the records.
    package init(
        _ records: [WireRecord], codec: CompressionCodec = .none, producerID: Int64 = -1, producerEpoch: Int16 = -1,
        baseSequence: Int32 = -1, isTransactional: Bool = false
    ) {
        self.records = records
        self.codec = codec
        self.producerID = producerID
        self.producerEpoch = producerEpoch
        self.baseSequence = baseSequence
        self.isTransactional = isTransactional
        lastOffsetDelta = Int32(clamping: max(0, records.count - 1))
        maxTimestamp = records.lazy.map(\.timestamp).max() ?? -1
    }

    /// The first offset after the batch.
    package var nextOffset: Int64 { baseOffset + Int64(lastOffsetDelta) + 1 }
}

extension RecordBatch {
    /// How a transaction ended, as the control batch that its coordinator has the leader write says it.
    package struct EndTransactionMarker: Hashable, Sendable {
        package enum Outcome: Hashable, Sendable {
            case abort
            case commit
        }

        package var outcome: Outcome
        package var coordinatorEpoch: Int32
    }

    /// The end of a transaction; nil where the batch holds none.
    ///
    /// A control batch that names no known end, such as a leader's change in a cluster's own log, has nil too.
    package var endTransactionMarker: EndTransactionMarker? {
        get throws(WireError) {
            guard isControl, let record = records.first else { return nil }
            let place = "control batch at offset \(baseOffset)"
            var key = WireReader((record.key ?? [])[...], version: 0, isFlexible: false, place: place)
            let version = try key.int16("version of the key")
            guard version >= 0 else { throw key.fault("version of the key", "is \(version)") }
            let outcome: EndTransactionMarker.Outcome
            switch try key.int16("type") {
            case 0: outcome = .abort
            case 1: outcome = .commit
            default: return nil
            }
            // Later versions only add at the end.
            var value = WireReader((record.value ?? [])[...], version: 0, isFlexible: false, place: place)
            _ = try value.int16("version of the value")
            return EndTransactionMarker(
                outcome: outcome, coordinatorEpoch: try value.int32("coordinatorEpoch"))
        }
    }
}
