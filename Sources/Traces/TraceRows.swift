/// Offsets of a partition that the source had deleted, or that were passed over, before they were captured.
package struct TraceGap: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Retention deleted them before they were read.
        case rotated
        /// The offsets went back: the topic was made anew, or an unclean election cut its log.
        case reset
        /// The capture passed over them to keep up.
        case skipped
    }

    /// Index into the manifest's topics.
    package var topic: Int
    package var partition: Int32
    /// First offset that is missing.
    package var fromOffset: Int64
    /// First offset after the gap.
    package var toOffset: Int64
    /// When it was found, in nanoseconds since the window's start.
    package var atNs: UInt64
    package var reason: Reason

    package init(topic: Int, partition: Int32, fromOffset: Int64, toOffset: Int64, atNs: UInt64, reason: Reason) {
        self.topic = topic
        self.partition = partition
        self.fromOffset = fromOffset
        self.toOffset = toOffset
        self.atNs = atNs
        self.reason = reason
    }
}

/// What was read of one partition.
package struct TracePartition: Hashable, Sendable {
    /// Index into the manifest's topics.
    package var topic: Int
    package var partition: Int32
    /// First offset of the window, and the first after it.
    package var startOffset: Int64
    package var endOffset: Int64
    /// Offsets without a record, and no gap: compacted away, aborted, or transaction markers.
    package var holes: Int64
    /// Events in the trace; `TraceWriter` counts them.
    package var events: Int64
    /// Events whose time was before that of the record ahead of them and was raised to it; `TraceWriter` counts them.
    package var raisedTimes: Int64

    package init(
        topic: Int, partition: Int32, startOffset: Int64, endOffset: Int64, holes: Int64 = 0, events: Int64 = 0,
        raisedTimes: Int64 = 0
    ) {
        self.topic = topic
        self.partition = partition
        self.startOffset = startOffset
        self.endOffset = endOffset
        self.holes = holes
        self.events = events
        self.raisedTimes = raisedTimes
    }
}

/// A consumer group on one captured topic; the number of them is the topic's fan-out.
package struct TraceGroup: Hashable, Sendable {
    package var group: String
    /// As the broker calls it: `Stable`, `Empty`, ...
    package var state: String
    package var members: Int
    /// Index into the manifest's topics.
    package var topic: Int
    /// Partitions of the topic on which the group has committed.
    package var partitions: Int
    /// Records behind, over those partitions, at the window's start and end; nil where it could not be known.
    package var lagAtStart: Int64?
    package var lagAtEnd: Int64?

    package init(
        group: String, state: String, members: Int, topic: Int, partitions: Int, lagAtStart: Int64?, lagAtEnd: Int64?
    ) {
        self.group = group
        self.state = state
        self.members = members
        self.topic = topic
        self.partitions = partitions
        self.lagAtStart = lagAtStart
        self.lagAtEnd = lagAtEnd
    }
}

/// The record batches of one partition and one codec, as they lie in the source's log.
package struct TraceBatch: Hashable, Sendable {
    /// Index into the manifest's topics.
    package var topic: Int
    package var partition: Int32
    /// `none`, `gzip`, `snappy`, `lz4`, `zstd`.
    package var codec: String
    package var batches: Int64
    package var records: Int64
    /// As stored, compressed.
    package var bytes: Int64
    package var recordsPerBatch: PowerHistogram
    package var bytesPerBatch: PowerHistogram

    package init(topic: Int, partition: Int32, codec: String) {
        self.topic = topic
        self.partition = partition
        self.codec = codec
        batches = 0
        records = 0
        bytes = 0
        recordsPerBatch = PowerHistogram()
        bytesPerBatch = PowerHistogram()
    }

    /// Counts one batch.
    package mutating func add(records: Int64, bytes: Int64) {
        batches += 1
        self.records += records
        self.bytes += bytes
        recordsPerBatch.add(UInt64(max(0, records)))
        bytesPerBatch.add(UInt64(max(0, bytes)))
    }
}
