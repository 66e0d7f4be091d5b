internal import Evidence
internal import KafkaWire

// What becomes of old records.
extension Check {
    static let retentionChecks = [retentionTime, retentionBytes, policySwitch, emptyPolicy]

    /// Waits until the log begins after `offset`, writing a record now and then: only closed segments are deleted.
    private static func awaitStart(
        _ log: ProbeLog, after offset: Int64, within limit: Duration, _ probe: Probe
    ) async throws -> Int64? {
        try await probe.firstAnswer(within: limit) {
            try await log.append(1)
            let start = try await log.offset(-2).offset
            return start > offset ? start : nil
        }
    }

    private static let retentionTime = Check(
        "log.retention-time", .extended, .retention, "retention.ms removes old records",
        why: "It is what keeps disks and bills bounded, and what promises how long a reader may be away.",
        expected: "Records that are an hour old are gone from a topic with retention.ms of a minute; new ones are not",
        since: "0.10.1 (by record timestamp)",
        known: "KoP needs TTL as well; Inkless lists delete as unsupported for diskless",
        needs: [.topicCreation], conduct: .slow, limit: .seconds(420)
    ) { probe in
        let log = try await probe.log(configs: [
            "retention.ms": "60000", "segment.ms": "1000", "cleanup.policy": "delete",
        ])
        let hourAgo = Probe.nowMilliseconds - 3_600_000
        for index in 0..<5 { try await log.append([WireRecord(value: [1], timestamp: hourAgo + Int64(index))]) }
        let fresh = try await log.append([WireRecord(value: [2], timestamp: Probe.nowMilliseconds)])
        guard let start = try await awaitStart(log, after: log.base, within: .seconds(390), probe) else {
            return .degraded("After six and a half minutes nothing was removed", ["removed": "no"])
        }
        return start <= fresh || start > fresh && Probe.nowMilliseconds - hourAgo > 3_660_000
            ? .pass("The old records are gone", ["removed": "yes"])
            : .fail("Records that are younger than the retention are gone", ["removed": "too much"])
    }

    private static let retentionBytes = Check(
        "log.retention-bytes", .extended, .retention, "retention.bytes removes the oldest records",
        why: "It bounds a topic whose rate nobody knows.",
        expected: "Of 6 MiB in segments of 1 MiB with retention.bytes of 2 MiB the oldest are removed, the newest kept",
        since: "0.8", known: "librdkafka's mock keeps 5 MiB, whatever is set",
        needs: [.topicCreation], conduct: .slow, limit: .seconds(420)
    ) { probe in
        let log = try await probe.log(configs: [
            "retention.bytes": "2097152", "segment.bytes": "1048576", "cleanup.policy": "delete",
        ])
        for _ in 0..<12 {
            try await log.append([
                WireRecord(value: [UInt8](repeating: 5, count: 524_288), timestamp: Probe.nowMilliseconds)
            ])
        }
        let written = try await log.end()
        guard let start = try await awaitStart(log, after: log.base, within: .seconds(390), probe) else {
            return .degraded("After six and a half minutes nothing was removed", ["removed": "no"])
        }
        // The active segment and two more stay: at least three records.
        return start <= written - 3
            ? .pass("The oldest records are gone, the newest are there", ["removed": "yes"])
            : .fail("Only \(written - start) of 12 records are left", ["removed": "too much"])
    }

    private static let policySwitch = Check(
        "log.policy-switch", .admin, .retention, "cleanup.policy can be changed on a topic that is in use",
        why: "Topics that turn out to be tables are switched to compaction while they are in use.",
        expected: "The change is taken, and described afterwards", since: "0.8.1",
        known: "MSK Serverless: only at creation", needs: [.topicCreation, .api(44, atLeast: 0)]
    ) { probe in
        let log = try await probe.log(configs: ["cleanup.policy": "delete"])
        try await log.append([WireRecord(key: [1], value: [1])])
        let answer = try await probe.alterTopicConfig(log.topic, "cleanup.policy", to: "compact")
        guard answer == .none else { return .degraded("Refused with \(answer)", ["answer": "\(answer)"]) }
        let described = try await probe.firstAnswer(within: .seconds(10)) {
            try await probe.topicConfig(log.topic, "cleanup.policy") == "compact" ? true : nil
        }
        return described == true ? .pass("Taken and described") : .fail("Taken, and still described as it was")
    }

    private static let emptyPolicy = Check(
        "log.empty-policy", .new, .retention, "An empty cleanup.policy keeps records for ever",
        why: "Archives want neither deletion nor compaction.", expected: "The topic is made", since: "4.2 (KIP-1161)",
        needs: [.topicCreation]
    ) { probe in
        let name = probe.name("topic")
        let answer = try await probe.createTopic(
            name, partitions: 1, replication: Int16(min(3, probe.cluster.brokers)), configs: ["cleanup.policy": ""])
        guard answer.errorCode == .none else {
            return answer.errorCode == .invalidConfig
                ? .unsupported("\(answer.errorCode)", ["answer": "\(answer.errorCode)"])
                : .degraded("\(answer.errorCode)", ["answer": "\(answer.errorCode)"])
        }
        let policy = try await probe.topicConfig(name, "cleanup.policy")
        return policy == ""
            ? .pass("Made, and described as empty") : .degraded("Made, and described as \(policy ?? "nothing")")
    }
}
