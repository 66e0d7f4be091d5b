internal import Traces

/// What was read of one topic.
struct TopicTally: Sendable {
    private(set) var events: Int64 = 0
    /// Keys, values and headers.
    private(set) var bytes: Int64 = 0
    private(set) var valueSizes = SizeHistogram()
    /// Of the first record that has a timestamp.
    var timestampKind: TraceManifest.TimestampKind?

    mutating func add(_ event: TraceEvent) {
        events += 1
        bytes += Int64(event.keyBytes) + Int64(max(0, event.valueBytes)) + Int64(event.headerBytes)
        if event.valueBytes >= 0 { valueSizes.add(event.valueBytes) }
    }
}
