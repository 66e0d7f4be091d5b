/// The configurations that topics have in Kafka 4.0, with their defaults.
enum TopicConfigs {
    private static let long = "9223372036854775807"
    private static let codecs = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]

    static let all: [ConfigDefinition] = [
        .init("cleanup.policy", .list, "delete", from: "log.cleanup.policy", oneOf: ["compact", "delete"]),
        .init("compression.gzip.level", .int, "-1", from: "compression.gzip.level", in: -1...9),
        .init("compression.lz4.level", .int, "9", from: "compression.lz4.level", in: 1...17),
        .init("compression.type", .string, "producer", from: "compression.type", oneOf: codecs),
        .init("compression.zstd.level", .int, "3", from: "compression.zstd.level", in: -131_072...22),
        .init("delete.retention.ms", .long, "86400000", from: "log.cleaner.delete.retention.ms", in: 0...Int64.max),
        .init("file.delete.delay.ms", .long, "60000", from: "log.segment.delete.delay.ms", in: 0...Int64.max),
        .init("flush.messages", .long, long, from: "log.flush.interval.messages", in: 1...Int64.max),
        .init("flush.ms", .long, long, from: "log.flush.interval.ms", in: 0...Int64.max),
        .init("follower.replication.throttled.replicas", .list, ""),
        .init("index.interval.bytes", .int, "4096", from: "log.index.interval.bytes", in: 0...Int64.max),
        .init("leader.replication.throttled.replicas", .list, ""),
        .init("local.retention.bytes", .long, "-2", from: "log.local.retention.bytes", in: -2...Int64.max),
        .init("local.retention.ms", .long, "-2", from: "log.local.retention.ms", in: -2...Int64.max),
        .init("max.compaction.lag.ms", .long, long, from: "log.cleaner.max.compaction.lag.ms", in: 1...Int64.max),
        .init("max.message.bytes", .int, "1048588", from: "message.max.bytes", in: 0...Int64.max),
        .init(
            "message.timestamp.after.max.ms", .long, "3600000", from: "log.message.timestamp.after.max.ms",
            in: 0...Int64.max),
        .init(
            "message.timestamp.before.max.ms", .long, long, from: "log.message.timestamp.before.max.ms",
            in: 0...Int64.max),
        .init(
            "message.timestamp.type", .string, "CreateTime", from: "log.message.timestamp.type",
            oneOf: ["CreateTime", "LogAppendTime"]),
        .init("min.cleanable.dirty.ratio", .double, "0.5", from: "log.cleaner.min.cleanable.ratio"),
        .init("min.compaction.lag.ms", .long, "0", from: "log.cleaner.min.compaction.lag.ms", in: 0...Int64.max),
        .init("min.insync.replicas", .int, "1", from: "min.insync.replicas", in: 1...Int64.max),
        .init("preallocate", .boolean, "false", from: "log.preallocate"),
        .init("remote.log.copy.disable", .boolean, "false"),
        .init("remote.log.delete.on.disable", .boolean, "false"),
        .init("remote.storage.enable", .boolean, "false"),
        .init("retention.bytes", .long, "-1", from: "log.retention.bytes"),
        .init("retention.ms", .long, "604800000", from: "log.retention.ms", in: -1...Int64.max),
        .init("segment.bytes", .int, "1073741824", from: "log.segment.bytes", in: 14...Int64.max),
        .init("segment.index.bytes", .int, "10485760", from: "log.index.size.max.bytes", in: 4...Int64.max),
        .init("segment.jitter.ms", .long, "0", from: "log.roll.jitter.ms", in: 0...Int64.max),
        .init("segment.ms", .long, "604800000", from: "log.roll.ms", in: 1...Int64.max),
        .init(
            "unclean.leader.election.enable", .boolean, "false", from: "unclean.leader.election.enable"),
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// What is wrong with a set of values for a topic; nil for nothing.
    static func fault(in values: [String: String]) -> String? {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let definition = byName[name] else { return "Unknown topic config name: \(name)" }
            if let fault = definition.fault(in: value) { return fault }
        }
        let settings = TopicSettings(values)
        if settings.minCompactionLag > settings.maxCompactionLag {
            return
                "conflict topic config setting min.compaction.lag.ms (\(settings.minCompactionLag)) > max.compaction.lag.ms (\(settings.maxCompactionLag))"
        }
        return nil
    }
}
