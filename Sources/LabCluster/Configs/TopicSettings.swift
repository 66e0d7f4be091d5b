internal import KafkaWire

/// What a topic's configurations come to, read once for all that follows.
struct TopicSettings {
    var isCompacted: Bool
    var isDeleted: Bool
    /// The codec that the topic keeps batches in; nil for the producer's.
    var codec: CompressionCodec?
    var deleteRetention: Int64
    var maxCompactionLag: Int64
    var minCompactionLag: Int64
    var minCleanableRatio: Double
    var maxMessageBytes: Int
    var timestampAfterMax: Int64
    var timestampBeforeMax: Int64
    var hasLogAppendTime: Bool
    var minInSyncReplicas: Int
    /// -1 for no limit.
    var retentionBytes: Int64
    /// Milliseconds; -1 for no limit.
    var retentionTime: Int64
    var segments: SegmentLimits
    var allowsUncleanElection: Bool

    /// - Parameter values: what the topic sets itself; all else has its default.
    init(_ values: [String: String]) {
        func text(_ name: String) -> String { (values[name] ?? TopicConfigs.byName[name]?.standard ?? "").trimmed }
        func number(_ name: String) -> Int64 { Int64(text(name)) ?? 0 }
        let policies = ConfigDefinition.items(of: text("cleanup.policy"))
        isCompacted = policies.contains("compact")
        isDeleted = policies.contains("delete")
        codec =
            text("compression.type") == "uncompressed"
            ? CompressionCodec.none : CompressionCodec.allCases.first { "\($0)" == text("compression.type") }
        deleteRetention = number("delete.retention.ms")
        maxCompactionLag = number("max.compaction.lag.ms")
        minCompactionLag = number("min.compaction.lag.ms")
        minCleanableRatio = Double(text("min.cleanable.dirty.ratio")) ?? 0.5
        maxMessageBytes = Int(number("max.message.bytes"))
        timestampAfterMax = number("message.timestamp.after.max.ms")
        timestampBeforeMax = number("message.timestamp.before.max.ms")
        hasLogAppendTime = text("message.timestamp.type") == "LogAppendTime"
        minInSyncReplicas = Int(number("min.insync.replicas"))
        retentionBytes = number("retention.bytes")
        retentionTime = number("retention.ms")
        segments = SegmentLimits(bytes: Int(number("segment.bytes")), milliseconds: number("segment.ms"))
        allowsUncleanElection = text("unclean.leader.election.enable").lowercased() == "true"
    }
}
