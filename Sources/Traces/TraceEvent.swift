/// One record of captured traffic: when it came, where, and how large it was; nothing of what was in it.
package struct TraceEvent: Hashable, Sendable {
    /// What stands in `key` for a record without a key.
    package static let noKey = UInt32.max
    /// What stands in `valueBytes` for a record without a value.
    package static let tombstone: Int32 = -1

    /// Nanoseconds since the window's start; never earlier than the record before it in its partition.
    package var arrivalNs: UInt64
    /// Index into the manifest's topics.
    package var topic: Int
    package var partition: Int32
    /// Index into the trace's key table; `noKey` for none.
    package var key: UInt32
    package var keyBytes: Int32
    /// `tombstone` (-1) where the record has no value.
    package var valueBytes: Int32
    package var headerCount: UInt16
    /// Names and values of all headers.
    package var headerBytes: Int32

    package init(
        arrivalNs: UInt64, topic: Int, partition: Int32, key: UInt32 = TraceEvent.noKey, keyBytes: Int32 = 0,
        valueBytes: Int32, headerCount: UInt16 = 0, headerBytes: Int32 = 0
    ) {
        self.arrivalNs = arrivalNs
        self.topic = topic
        self.partition = partition
        self.key = key
        self.keyBytes = keyBytes
        self.valueBytes = valueBytes
        self.headerCount = headerCount
        self.headerBytes = headerBytes
    }

    package var hasKey: Bool { key != TraceEvent.noKey }
}
