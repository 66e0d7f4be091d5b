/// What one record looks like, without what is in it; or something else that happened while reading a partition.
package struct LogRecord: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
        case record
        /// Everything up to `offset` has been handed over; more may come.
        case endOfLog
        /// `offset` is not in the log (any more); nothing comes until the partition is started again.
        case outOfRange
        /// `code` says why.
        case failure
    }

    package enum TimestampKind: UInt8, Hashable, Sendable {
        case none, create, append
    }

    package var kind: Kind
    /// Index into the topics the reader was made with; -1 where an error belongs to no topic.
    package var topic: Int32
    package var partition: Int32
    package var offset: Int64
    /// Milliseconds since 1970; -1 for none.
    package var timestampMs: Int64 = -1
    package var timestampKind = TimestampKind.none
    /// Where the key begins in the batch's `keys`; -1 for no key.
    package var keyStart = -1
    package var keyLength: Int32 = 0
    /// -1 for no value.
    package var valueLength: Int32 = -1
    package var headerCount: Int32 = 0
    /// Names and values of all headers.
    package var headerBytes: Int32 = 0
    /// librdkafka's error code; 0 for records.
    package var code: Int32 = 0

    package init(kind: Kind, topic: Int32, partition: Int32, offset: Int64) {
        self.kind = kind
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

/// Records as they were read, flat, and the bytes of their keys one after the other; made to be filled again and again.
package struct LogBatch: Sendable {
    package internal(set) var records: [LogRecord] = []
    package internal(set) var keys: [UInt8] = []

    package init() {
        records.reserveCapacity(LogReader.batchCapacity)
    }
}
