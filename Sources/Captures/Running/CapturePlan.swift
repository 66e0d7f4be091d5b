internal import KafkaClient
internal import Quantities
internal import Traces

/// The window of a capture in offsets, found before the first record is read.
struct CapturePlan {
    var topics: [TraceManifest.Topic]
    /// By topic, then partition.
    var partitions: [PartitionReading]
    /// Where each topic's partitions begin in `partitions`.
    var firstOfTopic: [Int]
    /// In nanoseconds since 1970.
    var startNs: Int64
    /// nil while the window is open.
    var endNs: Int64?
    var notes: [String] = []

    /// Every partition without its offset, in order.
    var places: [TopicPartition] {
        partitions.map { TopicPartition(topic: topics[$0.topic].name, partition: $0.partition) }
    }

    init(_ source: SourceConnection, topics patterns: [String], window: CaptureWindow) throws(CaptureError) {
        let described = try CapturePlan.describe(source, patterns)
        topics = described.map { TraceManifest.Topic(name: $0.name, partitions: Int32($0.partitions.count)) }
        firstOfTopic = topics.indices.map { index in
            described[..<index].reduce(0) { $0 + $1.partitions.count }
        }
        let places = described.flatMap { topic in
            topic.partitions.map { TopicPartition(topic: topic.name, partition: $0.id) }
        }
        let numbers = described.enumerated().flatMap { index, topic in topic.partitions.map { _ in index } }
        let starts: [Int64]
        let ends: [Int64?]
        switch window {
        case .live:
            // Read before the offsets: what is written in between would otherwise lie before the window.
            startNs = WallClock.now()
            starts = try CapturePlan.logEnds(source, places)
            ends = places.map { _ in nil }
        case .past(let fromMs, let toMs):
            startNs = fromMs * 1_000_000
            endNs = toMs * 1_000_000
            (starts, ends) = try CapturePlan.offsets(source, places, fromMs: fromMs, toMs: toMs)
            notes = try CapturePlan.truncation(source, places, starts: starts)
        }
        partitions = places.indices.map { place in
            PartitionReading(
                topic: numbers[place], partition: places[place].partition, start: starts[place], end: ends[place])
        }
    }

    static func logEnds(_ source: SourceConnection, _ places: [TopicPartition]) throws(CaptureError) -> [Int64] {
        try source.ask { (admin) throws(KafkaError) in
            try admin.offsets(.end, of: places, timeoutMs: SourceConnection.timeoutMs)
        }
        .map { $0.offset ?? 0 }
    }

    private static func describe(
        _ source: SourceConnection, _ patterns: [String]
    ) throws(CaptureError) -> [ClusterMetadata.Topic] {
        // All topics and not those by name: a request that names a topic may create it.
        let all = try source.ask { (admin) throws(KafkaError) in
            try admin.metadata(timeoutMs: SourceConnection.timeoutMs)
        }
        let names = try TopicSelection.names(of: patterns, among: all.topics.map(\.name))
        var described: [ClusterMetadata.Topic] = []
        for name in names {
            guard let topic = all.topics.first(where: { $0.name == name }) else { continue }
            if let error = topic.error { throw source.failure(error) }
            guard topic.partitions.enumerated().allSatisfy({ $0 == Int($1.id) }), !topic.partitions.isEmpty else {
                throw CaptureError(
                    .target, "the cluster does not describe all partitions of topic '\(name)': try again in a moment")
            }
            described.append(topic)
        }
        let count = described.reduce(0) { $0 + $1.partitions.count }
        guard count <= TraceManifest.mostPartitionsInAll else {
            throw CaptureError(
                .request,
                "\(count) partitions, and a trace holds at most \(TraceManifest.mostPartitionsInAll): capture in parts")
        }
        return described
    }

    /// First offsets of the window and first ones behind it.
    private static func offsets(
        _ source: SourceConnection, _ places: [TopicPartition], fromMs: Int64, toMs: Int64
    ) throws(CaptureError) -> (starts: [Int64], ends: [Int64?]) {
        // The log ends first: a record that comes while we ask is then behind the window for both.
        let logEnds = try logEnds(source, places)
        func at(_ timestampMs: Int64) throws(CaptureError) -> [Int64] {
            let found = try source.ask { (admin) throws(KafkaError) in
                try admin.offsets(atMs: timestampMs, of: places, timeoutMs: SourceConnection.timeoutMs)
            }
            return zip(found, logEnds).map { min($0.offset ?? $1, $1) }
        }
        return (try at(fromMs), try at(toMs))
    }

    /// A window that begins where a log does, behind deleted records, may have lost its beginning before it was asked for.
    private static func truncation(
        _ source: SourceConnection, _ places: [TopicPartition], starts: [Int64]
    ) throws(CaptureError) -> [String] {
        let logStarts = try source.ask { (admin) throws(KafkaError) in
            try admin.offsets(.start, of: places, timeoutMs: SourceConnection.timeoutMs)
        }
        let cut = zip(logStarts, starts).filter { ($0.offset ?? 0) > 0 && $0.offset == $1 }.count
        guard cut > 0 else { return [] }
        return [
            "\(cut) of \(places.count) partitions begin where their log does, behind deleted records: the window's "
                + "beginning may be missing there"
        ]
    }
}
