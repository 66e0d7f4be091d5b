package import Traces

/// Where a capture's rows go.
///
/// Called one at a time, on the capture's thread; that is why it need not be Sendable.
package struct CaptureSink {
    /// What was kept in the end.
    package struct Kept: Hashable, Sendable {
        package var events: Int64
        /// Distinct ones.
        package var keys: Int
        /// Events whose key shares the number of another, because there were too many.
        package var sharedKeyEvents: Int64
        /// Events whose time was raised to that of the record ahead of them.
        package var raisedTimes: Int64
        /// Of the file.
        package var bytes: Int64

        package init(events: Int64, keys: Int, sharedKeyEvents: Int64, raisedTimes: Int64, bytes: Int64) {
            self.events = events
            self.keys = keys
            self.sharedKeyEvents = sharedKeyEvents
            self.raisedTimes = raisedTimes
            self.bytes = bytes
        }
    }

    /// What goes with the events once they are all there.
    package struct Closing: Sendable {
        package var partitions: [TracePartition]
        package var groups: [TraceGroup]
        package var batches: [TraceBatch]
        /// By topic, as the records had it; nil where there were none.
        package var timestampKinds: [TraceManifest.TimestampKind?]
        /// In nanoseconds since 1970.
        package var windowEnd: Int64
    }

    /// The number of a key by its keyed hash.
    package var intern: (UInt64) -> UInt32
    package var append: ([TraceEvent]) throws -> Void
    package var addGap: (TraceGap) throws -> Void
    package var finish: (Closing) throws -> Kept
    /// Removes what was written.
    package var abandon: () -> Void

    package init(
        intern: @escaping (UInt64) -> UInt32, append: @escaping ([TraceEvent]) throws -> Void,
        addGap: @escaping (TraceGap) throws -> Void, finish: @escaping (Closing) throws -> Kept,
        abandon: @escaping () -> Void
    ) {
        self.intern = intern
        self.append = append
        self.addGap = addGap
        self.finish = finish
        self.abandon = abandon
    }
}
