internal import Quantities
internal import TraceStore
internal import Traces

/// What `trace show` tells, and prints as JSON.
struct TraceDescription: Encodable {
    struct Topic: Encodable {
        var name: String
        var timestamps: String
        var partitions: [Int64]
        var events: Int64
        var eventsPerSecond: Double
        var bytesPerSecond: Double
        var tombstones: Int64
        var keyed: Int64
        var withHeaders: Int64
        var meanHeaderBytes: Double
        var valueBytes: Sizes?
        var busiestPartition: Int?
        var busiestShare: Double?
        var evenShare: Double?
        var idlePartitions: Int?
        /// Consumer groups on it.
        var fanOut: Int
        var holes: Int64
        var raisedTimes: Int64
    }

    struct Sizes: Encodable {
        var mean: Double
        var p50: Int
        var p90: Int
        var p99: Int
        var max: Int
    }

    struct Keys: Encodable {
        var distinct: Int
        /// Of all events.
        var keyedShare: Double
        /// Of the events with a key.
        var heaviestShare: Double
        var tenHeaviestShare: Double
        var heaviestHundredthShare: Double
    }

    struct Codec: Encodable {
        var topic: String
        var codec: String
        var batches: Int64
        var records: Int64
        var bytes: Int64
        /// Bounds of powers of two.
        var recordsPerBatchP50: UInt64?
        var recordsPerBatchP99: UInt64?
        var bytesPerBatchP50: UInt64?
        var bytesPerBatchP99: UInt64?
    }

    struct Group: Encodable {
        var topic: String
        var group: String
        var state: String
        var members: Int
        var partitions: Int
        var lagAtStart: Int64?
        var lagAtEnd: Int64?
    }

    struct Gap: Encodable {
        var topic: String
        var partition: Int32
        var fromOffset: Int64
        var toOffset: Int64
        var atSeconds: Double
        var reason: String
    }

    var file: String
    var manifest: TraceManifest
    var bytes: Int64
    var events: Int64
    var seconds: Double
    var rateStepSeconds: Double
    /// Events in each step.
    var rate: [Int64]
    var peakPerSecond: Double
    var keys: Keys?
    var topics: [Topic]
    var codecs: [Codec]
    var groups: [Group]
    var gaps: [Gap]
}

extension TraceDescription {
    init(_ reading: TraceReading, shape: TraceShape) throws {
        let trace = reading.file
        let topics = trace.manifest.topics
        let (partitions, groups, batches, gaps) = try TraceReading.reporting { () throws(TraceError) in
            (try trace.partitions(), try trace.groups(), try trace.batches(), try trace.gaps())
        }
        let seconds = trace.manifest.length.seconds
        file = trace.path
        manifest = trace.manifest
        bytes = trace.size.rawValue
        events = trace.eventCount
        self.seconds = seconds
        rateStepSeconds = Double(shape.stepNs) / 1e9
        rate = shape.rate
        peakPerSecond = shape.peakPerSecond
        keys = shape.keySkew.map { skew in
            Keys(
                distinct: skew.keys, keyedShare: Double(shape.keyed) / Double(max(1, shape.events)),
                heaviestShare: skew.heaviestShare, tenHeaviestShare: skew.tenHeaviestShare,
                heaviestHundredthShare: skew.heaviestHundredthShare)
        }
        self.topics = topics.indices.map { index in
            Topic(
                topics[index], shape.topics[index], seconds: seconds, groups: groups.filter { $0.topic == index },
                partitions: partitions.filter { $0.topic == index })
        }
        codecs = Codec.byTopic(batches, topics)
        self.groups = groups.map {
            Group(
                topic: topics[$0.topic].name, group: $0.group, state: $0.state, members: $0.members,
                partitions: $0.partitions, lagAtStart: $0.lagAtStart, lagAtEnd: $0.lagAtEnd)
        }
        self.gaps = gaps.map {
            Gap(
                topic: topics[$0.topic].name, partition: $0.partition, fromOffset: $0.fromOffset,
                toOffset: $0.toOffset, atSeconds: Double($0.atNs) / 1e9, reason: $0.reason.rawValue)
        }
    }
}

extension TraceDescription.Topic {
    fileprivate init(
        _ topic: TraceManifest.Topic, _ shape: TraceShape.TopicShape, seconds: Double, groups: [TraceGroup],
        partitions: [TracePartition]
    ) {
        let skew = shape.partitionSkew
        name = topic.name
        timestamps = topic.timestampKind.rawValue
        self.partitions = shape.partitions
        events = shape.events
        eventsPerSecond = seconds > 0 ? Double(shape.events) / seconds : 0
        bytesPerSecond = seconds > 0 ? Double(shape.bytes) / seconds : 0
        tombstones = shape.tombstones
        keyed = shape.keyed
        withHeaders = shape.withHeaders
        meanHeaderBytes = shape.withHeaders > 0 ? Double(shape.headerBytes) / Double(shape.withHeaders) : 0
        valueBytes = TraceDescription.Sizes(shape.valueSizes)
        busiestPartition = skew?.busiest
        busiestShare = skew?.busiestShare
        evenShare = skew?.evenShare
        idlePartitions = skew?.idle
        fanOut = Set(groups.map(\.group)).count
        holes = partitions.reduce(0) { $0.saturatingSum($1.holes) }
        raisedTimes = partitions.reduce(0) { $0.saturatingSum($1.raisedTimes) }
    }
}

extension TraceDescription.Sizes {
    fileprivate init?(_ sizes: SizeHistogram) {
        guard let p50 = sizes.value(atPercentile: 50), let p90 = sizes.value(atPercentile: 90),
            let p99 = sizes.value(atPercentile: 99)
        else { return nil }
        self.init(mean: sizes.mean, p50: p50, p90: p90, p99: p99, max: Int(sizes.largest))
    }
}

extension TraceDescription.Codec {
    /// The batches of each topic and codec, over its partitions.
    fileprivate static func byTopic(_ batches: [TraceBatch], _ topics: [TraceManifest.Topic]) -> [Self] {
        let kinds = Dictionary(grouping: batches) { TopicCodec(topic: $0.topic, codec: $0.codec) }
        return kinds.sorted { ($0.key.topic, $0.key.codec) < ($1.key.topic, $1.key.codec) }.map { kind, rows in
            var records = PowerHistogram()
            var bytes = PowerHistogram()
            for row in rows {
                records.merge(row.recordsPerBatch)
                bytes.merge(row.bytesPerBatch)
            }
            return Self(
                topic: topics[kind.topic].name, codec: kind.codec,
                batches: rows.reduce(0) { $0.saturatingSum($1.batches) },
                records: rows.reduce(0) { $0.saturatingSum($1.records) },
                bytes: rows.reduce(0) { $0.saturatingSum($1.bytes) }, recordsPerBatchP50: records.quantile(0.5),
                recordsPerBatchP99: records.quantile(0.99), bytesPerBatchP50: bytes.quantile(0.5),
                bytesPerBatchP99: bytes.quantile(0.99))
        }
    }
}

/// What batches are added up by.
private struct TopicCodec: Hashable {
    var topic: Int
    var codec: String
}
