internal import Evidence
internal import KafkaWire

// Records that are deleted from the front of a log, and what is left to be seen of them.
extension Check {
    static let deleteRecordsChecks = [deleteRecords, deleteEdge, afterTrim, resetPolicy, purgeLoop]

    private static let deleteRecords = Check(
        "records.delete", .core, .deleteRecords, "Records before an offset can be deleted, and are gone",
        why: "Streams deletes what it repartitioned, and privacy requests rest on it.",
        expected: "The low watermark is the offset, the log starts there, and a fetch below is OFFSET_OUT_OF_RANGE (1)",
        since: "0.11 (KIP-107)", known: "Not among WarpStream's APIs; not in Redpanda 23.1",
        needs: [.api(21, atLeast: 0), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        for _ in 0..<10 { try await log.append(1) }
        let answer = try await log.delete(before: log.base + 6)
        guard answer.errorCode == .none else {
            return .degraded("\(answer.errorCode)", ["answer": "\(answer.errorCode)"])
        }
        guard answer.lowWatermark == log.base + 6 else {
            return .fail("The answer's low watermark is \(answer.lowWatermark - log.base), where 6 was asked for")
        }
        let start = try await log.offset(-2).offset
        let below = try await log.fetch(at: log.base + 2, maxWait: .zero)
        guard start == log.base + 6 else { return .fail("The log starts \(start - log.base) records in, not 6") }
        return below.errorCode == .offsetOutOfRange
            ? .pass("Six of ten records are gone, and a fetch below says so")
            : .fail("A deleted record can still be asked for: \(below.errorCode)")
    }

    private static let deleteEdge = Check(
        "records.delete-edge", .admin, .deleteRecords, "Deletion keeps to its limits",
        why: "Tools rely on -1 for all and on an error for too much.",
        expected:
            "-1 deletes to the end; past the end is OFFSET_OUT_OF_RANGE (1); a compacted topic is POLICY_VIOLATION (44)",
        since: "0.11 (KIP-107)", needs: [.api(21, atLeast: 0), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        try await log.append(4)
        let past = try await log.delete(before: log.base + 100)
        let all = try await log.delete(before: -1)
        let compacted = try await probe.log(configs: ["cleanup.policy": "compact"])
        try await compacted.append([WireRecord(key: [1], value: [1])])
        let refused = try await compacted.delete(before: 1)
        let facts = [
            "past the end": "\(past.errorCode)", "all": "\(all.errorCode)", "compacted": "\(refused.errorCode)",
        ]
        guard all.errorCode == .none, all.lowWatermark == log.base + 4 else {
            return .fail("-1 did not delete to the end: \(all.errorCode)", facts)
        }
        if past.errorCode == .none || refused.errorCode == .none {
            return .fail(
                "What must be refused was done: past the end \(past.errorCode), compacted \(refused.errorCode)", facts)
        }
        return past.errorCode == .offsetOutOfRange && refused.errorCode == .policyViolation
            ? .pass("To the end with -1; \(past.errorCode); \(refused.errorCode)", facts)
            : .degraded("Refused with other codes: \(past.errorCode), \(refused.errorCode)", facts)
    }

    private static let afterTrim = Check(
        "offsets.by-timestamp-after-trim", .core, .offsets, "After a deletion no time leads to an offset that is gone",
        why: "A consumer that is sent below the log's start is out of range for ever.",
        expected: "A time of a deleted record gives the log's start or a later offset", since: "1.1",
        known: "Redpanda PR 18112: consumers were stuck", needs: [.api(21, atLeast: 0), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        let first = Probe.nowMilliseconds - 600_000
        for index: Int64 in 0..<10 {
            try await log.append([WireRecord(value: [1], timestamp: first + index * 1_000)])
        }
        let answer = try await log.delete(before: log.base + 5)
        try probe.expectNone(answer.errorCode, "the deletion")
        for time in [first, first + 4_000, first - 100_000] {
            let found = try await log.offset(time)
            try probe.expectNone(found.errorCode, "a query by time")
            guard found.offset >= log.base + 5 else {
                return .fail("A time leads to an offset \(log.base + 5 - found.offset) before the log's start")
            }
        }
        return .pass("Three times before the deletion all lead to what is still there")
    }

    private static let resetPolicy = Check(
        "fetch.reset-policy", .core, .fetch, "A reader whose offset was deleted can go on at either end",
        why: "This is auto.offset.reset: the one way out when a backlog is older than the retention.",
        expected: "OFFSET_OUT_OF_RANGE (1), then the earliest and the latest offset can be read from",
        since: "0.8", known: "Redpanda was stuck after a trim (PR 18112)",
        needs: [.api(21, atLeast: 0), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        for _ in 0..<6 { try await log.append(1) }
        try probe.expectNone(try await log.delete(before: log.base + 4).errorCode, "the deletion")
        let gone = try await log.fetch(at: log.base, maxWait: .zero)
        guard gone.errorCode == .offsetOutOfRange else {
            return .fail("A deleted offset is answered with \(gone.errorCode): a reader would not know")
        }
        let earliest = try await log.offset(-2).offset
        let records = try await log.records(from: earliest, to: log.base + 6)
        guard records.map(\.offset) == [log.base + 4, log.base + 5] else {
            return .fail("From the earliest offset \(records.count) records are read, not 2")
        }
        let latest = try await log.offset(-1).offset
        let next = try await log.append(1)
        return next == latest
            ? .pass("Out of range, then two records from the earliest, and the next one at the latest")
            : .fail("The next record is not at the latest offset")
    }

    private static let purgeLoop = Check(
        "streams.repartition-purge", .core, .streams, "Records can be deleted again and again while a reader follows",
        why: "Streams purges its repartition topics after every commit; without it disks grow for ever.",
        expected: "100 rounds of write, read, delete without an error", since: "1.1 (KIP-220)",
        known: "Not among WarpStream's APIs", needs: [.api(21, atLeast: 0), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        for round in 0..<100 {
            let base = try await log.append(3)
            let read = try await log.records(from: base, to: base + 3)
            guard read.count == 3 else { return .fail("Round \(round): \(read.count) of 3 records were read") }
            let answer = try await log.delete(before: base + 3)
            guard answer.errorCode == .none else { return .fail("Round \(round): \(answer.errorCode)") }
        }
        return .pass("100 rounds")
    }
}
