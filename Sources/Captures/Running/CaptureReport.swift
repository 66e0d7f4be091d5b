/// What a finished capture amounts to.
package struct CaptureReport: Hashable, Sendable, Codable {
    package enum Ending: String, Hashable, Sendable, Codable {
        /// The whole window was read.
        case complete
        /// A person ended it.
        case interrupted
        /// The cluster handed over nothing any more.
        case stalled
    }

    package struct Topic: Hashable, Sendable, Codable {
        package var name: String
        package var partitions: Int
        package var events: Int64
        /// Of the fullest partition, over the mean of all; nil where there are no events.
        package var skew: Double?
        package var meanValueBytes: Double
        /// nil where there are no values.
        package var p50ValueBytes: Int?
        package var p99ValueBytes: Int?
        package var maxValueBytes: Int?
        /// Groups that read it.
        package var groups: Int
    }

    package var ending: Ending
    package var source: String
    /// In nanoseconds since 1970.
    package var windowStart: Int64
    package var windowEnd: Int64
    package var topics: [Topic]
    package var events: Int64
    /// Keys, values and headers.
    package var payloadBytes: Int64
    /// Distinct keys.
    package var keys: Int
    package var sharedKeyEvents: Int64
    package var gaps: Int
    /// Offsets that were deleted before they were read.
    package var missed: Int64
    /// Offsets without a record: compacted, aborted, markers of transactions.
    package var holes: Int64
    /// Offsets of the window that were not read, because it ended early.
    package var unread: Int64
    /// Timestamps outside the window, moved to its edge.
    package var movedTimes: Int64
    package var raisedTimes: Int64
    package var undated: Int64
    /// Record batches that were sampled for codec and sizes.
    package var batches: Int64
    /// The records in them.
    package var batchRecords: Int64
    /// `none`, `gzip`, `snappy`, `lz4`, `zstd`: those that occur in the sample.
    package var codecs: [String]
    package var fileBytes: Int64
    /// What else has to be known to read the trace right.
    package var notes: [String]

    package var windowSeconds: Double { Double(windowEnd - windowStart) / 1e9 }
    package var eventsPerSecond: Double { windowSeconds > 0 ? Double(events) / windowSeconds : 0 }
    package var fileBytesPerEvent: Double { events > 0 ? Double(fileBytes) / Double(events) : 0 }
}
