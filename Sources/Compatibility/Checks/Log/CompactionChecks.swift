internal import Evidence
internal import KafkaWire

// Compaction: the last value of a key survives.
extension Check {
    static let compactionChecks = [
        compactLatest, tombstoneVisible, tombstoneExpiry, minCompactionLag, compactDelete, compactTransaction,
    ]

    /// Segments that close within a second, and are cleaned as soon as anything in them can be.
    private static let eager = [
        "cleanup.policy": "compact", "segment.ms": "1000", "min.cleanable.dirty.ratio": "0.01",
        "max.compaction.lag.ms": "2000", "delete.retention.ms": "1000",
    ]

    private static func keyed(_ key: String, _ value: String?) -> WireRecord {
        WireRecord(key: Array(key.utf8), value: value.map { Array($0.utf8) }, timestamp: Probe.nowMilliseconds)
    }

    /// All records that are left, by key and value.
    private static func left(_ log: ProbeLog) async throws -> [WireRecord] {
        let start = try await log.offset(-2).offset
        return try await log.records(from: start, to: try await log.end())
    }

    /// Reads again, writing another key each time so that segments close, also those of `other`, until the condition holds.
    private static func whenCleaned(
        _ log: ProbeLog, beside other: ProbeLog? = nil, within limit: Duration, _ probe: Probe,
        _ holds: @Sendable ([WireRecord]) -> Bool
    ) async throws -> [WireRecord]? {
        try await probe.firstAnswer(within: limit) {
            try await other?.append([keyed("roll", "x")])
            try await log.append([keyed("roll", "x")])
            let records = try await left(log)
            if holds(records) { return records }
            try await Task.sleep(for: .seconds(2))
            return nil
        }
    }

    private static let compactLatest = Check(
        "log.compact-latest", .extended, .compaction, "Compaction keeps the last value of every key, at its offset",
        why: "Tables, changelogs and committed offsets are kept in compacted topics; a lost survivor is lost state.",
        expected: "After cleaning each of ten keys has its last value, offsets and order unchanged", since: "0.8.1",
        known:
            "Not in Inkless diskless topics, nor in Ursa; Event Hubs chooses the time; AutoMQ PR 3339 lost data of sparse logs",
        needs: [.topicCreation], conduct: .slow, limit: .seconds(300)
    ) { probe in
        let log = try await probe.log(configs: eager)
        for round in 0..<5 {
            try await log.append((0..<10).map { keyed("key-\($0)", "round-\(round)") })
        }
        let cleaned = try await whenCleaned(log, within: .seconds(270), probe) { records in
            records.count { $0.key?.starts(with: Array("key-".utf8)) == true } == 10
        }
        let records: [WireRecord]
        if let cleaned { records = cleaned } else { records = try await left(log) }
        let survivors = records.filter { $0.key?.starts(with: Array("key-".utf8)) == true }
        let last = Array("round-4".utf8)
        guard Set(survivors.filter { $0.value == last }.map(\.key)).count == 10 else {
            return .fail(
                "Of ten keys' last values \(Set(survivors.filter { $0.value == last }.map(\.key)).count) are left")
        }
        guard survivors.map(\.offset) == survivors.map(\.offset).sorted() else {
            return .fail("Offsets are not in order")
        }
        return cleaned != nil
            ? .pass("Ten keys, ten values", ["cleaned": "yes"])
            : .degraded("Not cleaned within four and a half minutes", ["cleaned": "no"])
    }

    private static let tombstoneVisible = Check(
        "log.tombstone-visible", .core, .compaction, "A deletion is handed to readers before it is cleaned away",
        why: "Readers that keep a copy must see the null value to delete their row.",
        expected: "The record with a null value is read", since: "0.8.1",
        known: "StreamNative drops tombstones at once at compaction", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["cleanup.policy": "compact"])
        try await log.append([keyed("a", "1")])
        try await log.append([keyed("a", nil)])
        let records = try await left(log)
        guard let last = records.last, last.offset == log.base + 1 else { return .fail("The deletion is not there") }
        return last.value == nil
            ? .pass("A null value, as it was written") : .fail("The null value comes back as an empty one")
    }

    private static let tombstoneExpiry = Check(
        "log.tombstone-expiry", .extended, .compaction, "A deletion is itself removed after delete.retention.ms",
        why: "Otherwise a topic of short-lived keys grows for ever.",
        expected: "Key and deletion are both gone some time after", since: "0.8.1",
        known: "Redpanda Cloud does not remove them in topics that are only compacted",
        needs: [.topicCreation], conduct: .slow, limit: .seconds(300)
    ) { probe in
        let log = try await probe.log(configs: eager)
        try await log.append([keyed("gone", "1")])
        try await log.append([keyed("gone", nil)])
        let key = Array("gone".utf8)
        let cleaned = try await whenCleaned(log, within: .seconds(270), probe) { records in
            !records.contains { $0.key == key }
        }
        if cleaned != nil { return .pass("Both gone", ["removed": "yes"]) }
        let rest = try await left(log).filter { $0.key == key }
        return rest.contains { $0.value != nil } && !rest.contains { $0.value == nil }
            ? .fail("The deletion is gone, and the value it deleted is back", ["removed": "no"])
            : .degraded("Not removed within four and a half minutes", ["removed": "no"])
    }

    private static let minCompactionLag = Check(
        "log.min-compaction-lag", .extended, .compaction, "Records younger than min.compaction.lag.ms are kept",
        why: "It gives slow readers the time to see every change.",
        expected: "While older keys are cleaned all versions of a young key stay", since: "0.10.1 (KIP-58)",
        known: "StreamNative supports neither lag", needs: [.topicCreation], conduct: .slow, limit: .seconds(240)
    ) { probe in
        var configs = eager
        configs["min.compaction.lag.ms"] = "3600000"
        configs["max.compaction.lag.ms"] = nil
        let log = try await probe.log(configs: configs)
        for round in 0..<3 { try await log.append([keyed("young", "\(round)")]) }
        // A topic beside it without the lag is the sign that the cleaner came by. Twice: the first time the young key's
        // segment may just not have been closed.
        let fence = try await probe.log(configs: eager)
        var cleaned: [WireRecord]?
        for pass in 0..<2 where pass == 0 || cleaned != nil {
            let old = "old-\(pass)"
            for round in 0..<3 { try await fence.append([keyed(old, "\(round)")]) }
            cleaned = try await whenCleaned(fence, beside: log, within: .seconds(90), probe) { records in
                records.count { $0.key == Array(old.utf8) } == 1
            }
        }
        let young = Array("young".utf8)
        let kept = try await left(log).count { $0.key == young }
        guard kept == 3 else { return .fail("Of three versions of a young key \(kept) are left") }
        return cleaned == nil
            ? .inconclusive("Nothing was cleaned within 90 s, so that nothing is told of what would be kept")
            : .pass("Three versions kept while a topic without the lag was cleaned twice")
    }

    private static let compactDelete = Check(
        "log.compact-delete", .extended, .compaction, "With compact,delete old keys expire too",
        why: "Windowed state is kept so: the last value of a key, and not for ever.",
        expected: "A key that is an hour old is gone from a topic with retention.ms of a minute",
        since: "0.10.1 (KIP-71)",
        known: "StreamNative keeps keys until they are deleted", needs: [.topicCreation], conduct: .slow,
        limit: .seconds(420)
    ) { probe in
        var configs = eager
        configs["cleanup.policy"] = "compact,delete"
        configs["retention.ms"] = "60000"
        let log = try await probe.log(configs: configs)
        var old = keyed("old", "1")
        old.timestamp -= 3_600_000
        try await log.append([old])
        let key = Array("old".utf8)
        let cleaned = try await whenCleaned(log, within: .seconds(390), probe) { records in
            !records.contains { $0.key == key }
        }
        return cleaned != nil
            ? .pass("The old key is gone", ["removed": "yes"])
            : .degraded("The old key is still there after six and a half minutes", ["removed": "no"])
    }

    private static let compactTransaction = Check(
        "log.compact-txn", .extended, .transactions, "Compaction of transactional records keeps what was committed",
        why: "Exactly-once state lives in compacted topics that are written in transactions.",
        expected: "After cleaning the committed value of a key is read, the aborted one is not", since: "0.11",
        known: "StreamNative's compaction does not go with transactions; Redpanda blocked it (PR 19931, 24637)",
        needs: [.topicCreation, .api(22, atLeast: 0), .api(24, atLeast: 0)], conduct: .slow, limit: .seconds(300)
    ) { probe in
        let log = try await probe.log(configs: eager)
        let committed = try await OpenTransaction.begin(probe, log: log, batch: [keyed("k", "committed")])
        try await committed.end(commit: true)
        let aborted = try await OpenTransaction.begin(probe, log: log, batch: [keyed("k", "aborted")])
        try await aborted.end(commit: false)
        let fence = Array("fence".utf8)
        for round in 0..<3 { try await log.append([keyed("fence", "\(round)")]) }
        let cleaned = try await whenCleaned(log, within: .seconds(270), probe) { records in
            records.count { $0.key == fence } == 1
        }
        let start = try await log.offset(-2).offset
        let visible = try await log.committedRecords(from: start, to: try await log.end(isolation: 1))
        let values = visible.filter { $0.key == Array("k".utf8) }.compactMap {
            $0.value.map { String(decoding: $0, as: UTF8.self) }
        }
        guard values == ["committed"] else { return .fail("Committed readers see \(values) of the key") }
        return cleaned != nil
            ? .pass("The committed value alone", ["cleaned": "yes"])
            : .degraded("Right, but not cleaned within four and a half minutes", ["cleaned": "no"])
    }
}
