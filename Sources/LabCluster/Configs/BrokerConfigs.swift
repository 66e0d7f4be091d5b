/// Configurations that brokers have in Kafka 4.0: those that an application or its administrators look at.
enum BrokerConfigs {
    /// As Kafka has them after a start without any of them set; nil is null.
    static let standard: [(name: String, kind: ConfigDefinition.Kind, value: String?)] = [
        ("auto.create.topics.enable", .boolean, "true"),
        ("auto.leader.rebalance.enable", .boolean, "true"),
        ("background.threads", .int, "10"),
        ("compression.gzip.level", .int, "-1"),
        ("compression.lz4.level", .int, "9"),
        ("compression.type", .string, "producer"),
        ("compression.zstd.level", .int, "3"),
        ("connections.max.idle.ms", .long, "600000"),
        ("connections.max.reauth.ms", .long, "0"),
        ("controlled.shutdown.enable", .boolean, "true"),
        ("default.replication.factor", .int, "1"),
        ("delete.topic.enable", .boolean, "true"),
        ("fetch.max.bytes", .int, "57671680"),
        ("group.consumer.assignors", .list, "uniform,range"),
        ("group.consumer.heartbeat.interval.ms", .int, "5000"),
        ("group.consumer.max.heartbeat.interval.ms", .long, "15000"),
        ("group.consumer.max.session.timeout.ms", .long, "60000"),
        ("group.consumer.max.size", .int, "2147483647"),
        ("group.consumer.migration.policy", .string, "bidirectional"),
        ("group.consumer.min.heartbeat.interval.ms", .long, "5000"),
        ("group.consumer.min.session.timeout.ms", .long, "45000"),
        ("group.consumer.session.timeout.ms", .int, "45000"),
        ("group.coordinator.rebalance.protocols", .list, "classic,consumer"),
        ("group.initial.rebalance.delay.ms", .int, "3000"),
        ("group.max.session.timeout.ms", .int, "1800000"),
        ("group.max.size", .int, "2147483647"),
        ("group.min.session.timeout.ms", .int, "6000"),
        ("leader.imbalance.check.interval.seconds", .int, "300"),
        ("log.cleaner.backoff.ms", .long, "15000"),
        ("log.cleaner.dedupe.buffer.size", .long, "134217728"),
        ("log.cleaner.delete.retention.ms", .long, "86400000"),
        ("log.cleaner.enable", .boolean, "true"),
        ("log.cleaner.io.buffer.load.factor", .double, "0.9"),
        ("log.cleaner.io.buffer.size", .long, "524288"),
        ("log.cleaner.io.max.bytes.per.second", .double, "1.7976931348623157E308"),
        ("log.cleaner.max.compaction.lag.ms", .long, "9223372036854775807"),
        ("log.cleaner.min.cleanable.ratio", .double, "0.5"),
        ("log.cleaner.min.compaction.lag.ms", .long, "0"),
        ("log.cleaner.threads", .int, "1"),
        ("log.cleanup.policy", .list, "delete"),
        ("log.flush.interval.messages", .long, "9223372036854775807"),
        ("log.flush.interval.ms", .long, nil),
        ("log.index.interval.bytes", .int, "4096"),
        ("log.index.size.max.bytes", .int, "10485760"),
        ("log.local.retention.bytes", .long, "-2"),
        ("log.local.retention.ms", .long, "-2"),
        ("log.message.timestamp.after.max.ms", .long, "3600000"),
        ("log.message.timestamp.before.max.ms", .long, "9223372036854775807"),
        ("log.message.timestamp.type", .string, "CreateTime"),
        ("log.preallocate", .boolean, "false"),
        ("log.retention.bytes", .long, "-1"),
        ("log.retention.check.interval.ms", .long, "300000"),
        ("log.retention.hours", .int, "168"),
        ("log.retention.minutes", .long, nil),
        ("log.retention.ms", .long, nil),
        ("log.roll.hours", .int, "168"),
        ("log.roll.jitter.hours", .int, "0"),
        ("log.roll.jitter.ms", .long, nil),
        ("log.roll.ms", .long, nil),
        ("log.segment.bytes", .int, "1073741824"),
        ("log.segment.delete.delay.ms", .long, "60000"),
        ("max.connections", .int, "2147483647"),
        ("max.connections.per.ip", .int, "2147483647"),
        ("max.connections.per.ip.overrides", .string, ""),
        ("max.incremental.fetch.session.cache.slots", .int, "1000"),
        ("max.request.partition.size.limit", .int, "2000"),
        ("message.max.bytes", .int, "1048588"),
        ("min.insync.replicas", .int, "1"),
        ("num.io.threads", .int, "8"),
        ("num.network.threads", .int, "3"),
        ("num.partitions", .int, "1"),
        ("num.replica.alter.log.dirs.threads", .int, nil),
        ("num.replica.fetchers", .int, "1"),
        ("offset.metadata.max.bytes", .int, "4096"),
        ("offsets.commit.timeout.ms", .int, "5000"),
        ("offsets.load.buffer.size", .int, "5242880"),
        ("offsets.retention.check.interval.ms", .long, "600000"),
        ("offsets.retention.minutes", .int, "10080"),
        ("offsets.topic.compression.codec", .int, "0"),
        ("offsets.topic.num.partitions", .int, "50"),
        ("offsets.topic.replication.factor", .int, "3"),
        ("offsets.topic.segment.bytes", .int, "104857600"),
        ("producer.id.expiration.ms", .int, "86400000"),
        ("queued.max.requests", .int, "500"),
        ("quota.window.num", .int, "11"),
        ("quota.window.size.seconds", .int, "1"),
        ("replica.fetch.backoff.ms", .int, "1000"),
        ("replica.fetch.max.bytes", .int, "1048576"),
        ("replica.fetch.min.bytes", .int, "1"),
        ("replica.fetch.response.max.bytes", .int, "10485760"),
        ("replica.fetch.wait.max.ms", .int, "500"),
        ("replica.lag.time.max.ms", .long, "30000"),
        ("request.timeout.ms", .int, "30000"),
        ("socket.connection.setup.timeout.max.ms", .long, "30000"),
        ("socket.connection.setup.timeout.ms", .long, "10000"),
        ("socket.listen.backlog.size", .int, "50"),
        ("socket.receive.buffer.bytes", .int, "102400"),
        ("socket.request.max.bytes", .int, "104857600"),
        ("socket.send.buffer.bytes", .int, "102400"),
        ("transaction.abort.timed.out.transaction.cleanup.interval.ms", .int, "10000"),
        ("transaction.max.timeout.ms", .int, "900000"),
        ("transaction.partition.verification.enable", .boolean, "true"),
        ("transaction.remove.expired.transaction.cleanup.interval.ms", .int, "3600000"),
        ("transaction.state.log.load.buffer.size", .int, "5242880"),
        ("transaction.state.log.min.isr", .int, "2"),
        ("transaction.state.log.num.partitions", .int, "50"),
        ("transaction.state.log.replication.factor", .int, "3"),
        ("transaction.state.log.segment.bytes", .int, "104857600"),
        ("transactional.id.expiration.ms", .int, "604800000"),
        ("unclean.leader.election.enable", .boolean, "false"),
    ]

    static let byName = Dictionary(uniqueKeysWithValues: standard.map { ($0.name, $0) })

    /// Those that can be changed while a broker runs, beside those that topics take their defaults from.
    private static let changeable: Set<String> = [
        "background.threads", "log.cleaner.backoff.ms", "log.cleaner.dedupe.buffer.size",
        "log.cleaner.io.buffer.load.factor", "log.cleaner.io.buffer.size", "log.cleaner.io.max.bytes.per.second",
        "log.cleaner.threads", "max.connection.creation.rate", "max.connections", "max.connections.per.ip",
        "max.connections.per.ip.overrides", "num.io.threads", "num.network.threads",
        "num.recovery.threads.per.data.dir",
        "num.replica.fetchers", "producer.id.expiration.ms", "transaction.partition.verification.enable",
    ]

    /// Names of topics' configurations by the brokers' that they take their defaults from.
    static let topicNames: [String: String] = Dictionary(
        TopicConfigs.all.compactMap { definition in definition.synonym.map { ($0, definition.name) } }
    ) { first, _ in first }

    static func isChangeable(_ name: String) -> Bool { changeable.contains(name) || topicNames[name] != nil }

    /// What is wrong with a value; nil for nothing.
    static func fault(in name: String, _ value: String) -> String? {
        guard let known = byName[name] else { return nil }
        if let topicName = topicNames[name], let definition = TopicConfigs.byName[topicName] {
            return definition.fault(in: value)
        }
        return ConfigDefinition(name, known.kind, known.value ?? "").fault(in: value)
    }
}
