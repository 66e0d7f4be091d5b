package import Quantities

/// What a trace is of: whose traffic, which topics, which stretch of time.
package struct TraceManifest: Hashable, Sendable, Codable {
    /// The version of the format that this program writes, and the newest that it reads.
    package static let currentFormat = 1
    /// More than any cluster has; a trace that claims more is damaged.
    package static let mostTopics = 2_000
    package static let mostPartitions: Int32 = 100_000
    /// Of all topics together.
    package static let mostPartitionsInAll = 200_000

    /// A captured topic; events name it by its index.
    package struct Topic: Hashable, Sendable, Codable {
        package var name: String
        package var partitions: Int32
        package var timestampKind: TimestampKind

        package init(name: String, partitions: Int32, timestampKind: TimestampKind = .create) {
            self.name = name
            self.partitions = partitions
            self.timestampKind = timestampKind
        }
    }

    /// What a topic's timestamps say, as its `message.timestamp.type` has it.
    package enum TimestampKind: String, Hashable, Sendable, Codable, CaseIterable {
        /// When the record was made, on the producer's clock.
        case create
        /// When the broker wrote it.
        case append
    }

    /// Which traffic was captured.
    package enum Window: String, Hashable, Sendable, Codable, CaseIterable {
        /// From the start of the capture on.
        case live
        /// A stretch of the past, found by timestamp.
        case past
    }

    package var formatVersion: Int
    /// When the capture began, in nanoseconds since 1970.
    package var capturedAt: Int64
    /// The target's name, without secrets.
    package var source: String
    /// In nanoseconds since 1970.
    ///
    /// Events count from here.
    package var windowStart: Int64
    /// In nanoseconds since 1970; `TraceWriter.finish` sets it.
    package var windowEnd: Int64
    package var window: Window
    package var topics: [Topic]
    package var seatrialVersion: String

    package init(
        formatVersion: Int = TraceManifest.currentFormat, capturedAt: Int64, source: String, windowStart: Int64,
        windowEnd: Int64, window: Window, topics: [Topic], seatrialVersion: String
    ) {
        self.formatVersion = formatVersion
        self.capturedAt = capturedAt
        self.source = source
        self.windowStart = windowStart
        self.windowEnd = windowEnd
        self.window = window
        self.topics = topics
        self.seatrialVersion = seatrialVersion
    }

    /// The window's length; zero where it ends before it starts.
    package var length: Nanoseconds {
        let (length, overflow) = windowEnd.subtractingReportingOverflow(windowStart)
        return Nanoseconds(overflow ? 0 : max(0, length))
    }

    /// Partitions of all topics.
    package var partitionCount: Int { topics.reduce(0) { $0 + Int($1.partitions) } }
}
