/// The configurations that groups, client metrics and loggers have in Kafka 4.0.
enum OtherConfigs {
    static let groups: [ConfigDefinition] = [
        .init(
            "consumer.heartbeat.interval.ms", .int, "5000", from: "group.consumer.heartbeat.interval.ms",
            in: 1...Int64.max),
        .init(
            "consumer.session.timeout.ms", .int, "45000", from: "group.consumer.session.timeout.ms", in: 1...Int64.max),
        .init("share.auto.offset.reset", .string, "latest", oneOf: ["latest", "earliest"]),
        .init("share.heartbeat.interval.ms", .int, "5000", in: 1...Int64.max),
        .init("share.isolation.level", .string, "read_uncommitted", oneOf: ["read_committed", "read_uncommitted"]),
        .init("share.record.lock.duration.ms", .int, "30000", in: 1000...Int64.max),
        .init("share.session.timeout.ms", .int, "45000", in: 1...Int64.max),
    ]

    static let clientMetrics: [ConfigDefinition] = [
        .init("interval.ms", .int, "300000", in: 100...3_600_000),
        .init("match", .list, ""),
        .init("metrics", .list, ""),
    ]

    static let logLevels: Set<String> = ["OFF", "FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"]

    /// Loggers that every node has, with their levels after a start.
    static let loggers = ["root": "INFO", "kafka": "INFO", "org.apache.kafka": "INFO", "kafka.request.logger": "WARN"]
}
