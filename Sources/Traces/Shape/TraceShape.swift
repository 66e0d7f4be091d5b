internal import Quantities

/// What a trace's traffic looks like: rate over time, sizes, how it spreads over partitions and keys.
///
/// Made by adding all events of the trace once. Memory goes by keys, partitions and the window's seconds, of which at
/// most 65,536 are kept apart.
package struct TraceShape: Sendable {
    /// One topic's traffic.
    package struct TopicShape: Sendable {
        package var events: Int64 = 0
        package var keyed: Int64 = 0
        package var tombstones: Int64 = 0
        package var keyBytes: Int64 = 0
        /// Events that have headers, their headers, and the bytes of those.
        package var withHeaders: Int64 = 0
        package var headers: Int64 = 0
        package var headerBytes: Int64 = 0
        /// Events of each partition.
        package var partitions: [Int64]
        /// Of all events that have a value.
        package var valueSizes = SizeHistogram()

        /// Keys, values and headers.
        package var bytes: Int64 {
            keyBytes.saturatingSum(valueSizes.totalBytes).saturatingSum(headerBytes)
        }
    }

    private static let mostSteps: UInt64 = 65_536
    private static let secondNs: UInt64 = 1_000_000_000

    package private(set) var topics: [TopicShape]
    package private(set) var events: Int64 = 0
    /// Whole seconds, in nanoseconds; one second unless the window is longer than 65,536 of them.
    package let stepNs: UInt64
    /// Events in each step of the window; the last may be short.
    package private(set) var rate: [Int64]
    /// By key.
    package private(set) var keyEvents: [UInt32]
    /// The key's length at its first event.
    package private(set) var keyLengths: [Int32]

    package init(manifest: TraceManifest, keyCount: Int) {
        topics = manifest.topics.map {
            TopicShape(partitions: Array(repeating: 0, count: Int($0.partitions)))
        }
        let length = UInt64(manifest.length.rawValue)
        let seconds = max(1, (length + TraceShape.secondNs - 1) / TraceShape.secondNs)
        let step = (seconds + TraceShape.mostSteps - 1) / TraceShape.mostSteps
        stepNs = step * TraceShape.secondNs
        rate = Array(repeating: 0, count: Int((seconds + step - 1) / step))
        keyEvents = Array(repeating: 0, count: keyCount)
        keyLengths = Array(repeating: 0, count: keyCount)
    }

    /// Adds events of the trace; their topics, partitions and keys are those of its manifest and key table.
    package mutating func add(_ events: [TraceEvent]) {
        for event in events { add(event) }
    }

    private mutating func add(_ event: TraceEvent) {
        events += 1
        // Nothing lies behind the window's end; `min` holds the array against a caller that says otherwise.
        rate[min(rate.count - 1, Int(event.arrivalNs / stepNs))] += 1
        topics[event.topic].add(event)
        guard event.hasKey else { return }
        let key = Int(event.key)
        if keyEvents[key] == 0 { keyLengths[key] = event.keyBytes }
        keyEvents[key] = keyEvents[key] == .max ? .max : keyEvents[key] + 1
    }

    /// Value sizes of all topics.
    package var valueSizes: SizeHistogram {
        topics.reduce(into: SizeHistogram()) { $0.merge($1.valueSizes) }
    }

    /// Events a second over the busiest step; 0 where there are none.
    package var peakPerSecond: Double {
        Double(rate.max() ?? 0) / (Double(stepNs) / Double(TraceShape.secondNs))
    }

    package var keyed: Int64 { topics.reduce(0) { $0 + $1.keyed } }
    package var tombstones: Int64 { topics.reduce(0) { $0 + $1.tombstones } }
}

extension TraceShape.TopicShape {
    fileprivate mutating func add(_ event: TraceEvent) {
        events += 1
        partitions[Int(event.partition)] += 1
        if event.hasKey {
            keyed += 1
            keyBytes = keyBytes.saturatingSum(Int64(event.keyBytes))
        }
        if event.valueBytes < 0 { tombstones += 1 } else { valueSizes.add(event.valueBytes) }
        if event.headerCount > 0 {
            withHeaders += 1
            headers += Int64(event.headerCount)
            headerBytes = headerBytes.saturatingSum(Int64(event.headerBytes))
        }
    }
}
