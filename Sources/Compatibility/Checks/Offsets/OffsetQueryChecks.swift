internal import Evidence
internal import KafkaWire

// Where a log begins and ends, and what lies at a time.
extension Check {
    static let offsetQueryChecks = [
        edges, byTimestamp, byTimestampNone, maxTimestamp, tieredMarkers, readCommittedEnd, load,
    ]

    private static let edges = Check(
        "offsets.edges", .core, .offsets, "The earliest and the latest offset are the ends of the log",
        why: "Lag, auto.offset.reset and every admin tool begin with them.",
        expected: "Both are equal in an empty log; after ten records the latest is ten on; no timestamp is named",
        since: "0.10.1 (KIP-79)"
    ) { probe in
        let log = try await probe.log()
        let empty = (try await log.offset(-2), try await log.offset(-1))
        try probe.expectNone(empty.0.errorCode, "the earliest offset")
        guard empty.1.offset == log.base, empty.0.offset <= log.base else {
            return .fail("Before any write the log is said to go from \(empty.0.offset) to \(empty.1.offset)")
        }
        try await log.append(10)
        let (first, last) = (try await log.offset(-2), try await log.offset(-1))
        guard last.offset == log.base + 10 else {
            return .fail("After ten records the latest offset is \(last.offset - log.base) after the first")
        }
        guard first.offset == empty.0.offset else { return .fail("The earliest offset moved without a deletion") }
        return first.timestamp == -1 && last.timestamp == -1
            ? .pass("Both ends as they are, without a timestamp")
            : .degraded("Right, but the answers name timestamps", ["timestamp": "set"])
    }

    /// Records a second apart, one a batch, beginning at the time that comes back.
    private static func secondsApart(_ log: ProbeLog, _ count: Int) async throws -> (first: Int64, base: Int64) {
        let first = Probe.nowMilliseconds - 3_600_000
        var base: Int64?
        for index in 0..<count {
            let offset = try await log.append([WireRecord(value: [1], timestamp: first + Int64(index) * 1_000)])
            base = base ?? offset
        }
        return (first, base ?? log.base)
    }

    private static let byTimestamp = Check(
        "offsets.by-timestamp", .core, .offsets, "A time gives the first record at or after it",
        why: "Replays and recoveries begin at a time; an offset too late skips data in silence.",
        expected: "The exact record, the next one for a time between, the first for a time before all",
        since: "0.10.1 (KIP-79)", known: "Bufstream answers approximately by design; librdkafka's mock always with -1",
        remedy: "Begin earlier than needed and skip by the records' own timestamps", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log()
        let (first, base) = try await secondsApart(log, 10)
        var early = 0
        for (time, index) in [(first, 0), (first + 5_000, 5), (first + 5_001, 6), (first - 1, 0), (first + 9_000, 9)]
            as [(Int64, Int64)]
        {
            let answer = try await log.offset(time)
            try probe.expectNone(answer.errorCode, "a query by time")
            guard answer.offset <= base + index else {
                return .fail("The query skips \(answer.offset - base - index) records")
            }
            guard answer.offset >= 0 else { return .fail("The query finds nothing, though records are there") }
            if answer.offset < base + index { early += 1; continue }
            guard answer.timestamp == first + index * 1_000 else {
                return .degraded("The offset is right, and the timestamp beside it is not that record's")
            }
        }
        return early == 0
            ? .pass("Exact, between and before the first: all as they should be", ["exact": "yes"])
            : .degraded("\(early) of 5 queries give an earlier record", ["exact": "no"])
    }

    private static let byTimestampNone = Check(
        "offsets.by-timestamp-none", .core, .offsets, "A time after the last record gives none, and no error",
        why: "Tools read -1 as `nothing yet`; an error stops them, and an offset makes them skip.",
        expected: "Offset -1, timestamp -1, no error", since: "0.10.1 (KIP-79)",
        known: "Redpanda before PR 4322, and on an empty topic before PR 19937", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log()
        let onEmpty = try await log.offset(Probe.nowMilliseconds)
        let (first, _) = try await secondsApart(log, 3)
        let after = try await log.offset(first + 60_000)
        let facts = ["empty log": word(onEmpty), "after the last": word(after)]
        guard onEmpty.errorCode == .none, after.errorCode == .none else {
            return .fail(
                "Answered with an error: \(onEmpty.errorCode) on an empty log, \(after.errorCode) after the last", facts
            )
        }
        return after.offset == -1 && after.timestamp == -1 && onEmpty.offset == -1
            ? .pass("Offset -1 on the empty log and after the last record", facts)
            : .degraded("An offset is named where no record is", facts)
    }

    private static func word(_ answer: ListOffsetsResponse.TopicResponse.PartitionResponse) -> String {
        answer.errorCode != .none ? "\(answer.errorCode)" : answer.offset == -1 ? "-1" : "an offset"
    }

    private static let maxTimestamp = Check(
        "offsets.max-timestamp", .extended, .offsets, "Timestamp -3 gives the record with the largest timestamp",
        why: "Monitoring asks for it to tell how fresh a topic is.",
        expected: "The record with the largest time, which is not the last one", since: "3.0 (KIP-734)",
        needs: [.api(2, atLeast: 7), .topicCreation]
    ) { probe in
        let log = try await probe.log()
        let now = Probe.nowMilliseconds
        var offsets: [Int64] = []
        for time in [now - 10_000, now, now - 5_000] {
            offsets.append(try await log.append([WireRecord(value: [1], timestamp: time)]))
        }
        let answer = try await log.offset(-3, version: try probe.version(of: ListOffsetsRequest.api, atLeast: 7))
        guard answer.errorCode == .none else {
            return .degraded("\(answer.errorCode)", ["answer": "\(answer.errorCode)"])
        }
        return answer.offset == offsets[1] && answer.timestamp == now
            ? .pass("The second of three records, with its time")
            : .fail(
                "Record \(answer.offset - offsets[0]) of 0 to 2 is named, with \(answer.timestamp == now ? "the right" : "another") time"
            )
    }

    private static let tieredMarkers = Check(
        "offsets.tiered-markers", .admin, .offsets, "The markers of tiered storage are answered sanely",
        why: "Tools ask for the earliest local offset; a cluster without tiers must still answer.",
        expected: "-4 gives the log's start, -5 gives -1 or an offset, neither an error",
        since: "3.5 and 3.9 (KIP-405)",
        needs: [.api(2, atLeast: 8)]
    ) { probe in
        let log = try await probe.log()
        try await log.append(3)
        let version = try probe.version(of: ListOffsetsRequest.api, atLeast: 8)
        let local = try await log.offset(-4, version: version)
        var facts = ["-4": word(local)]
        guard local.errorCode == .none else {
            return local.errorCode == .unsupportedVersion
                ? .degraded("-4 is \(local.errorCode)", facts) : .fail("-4 is \(local.errorCode)", facts)
        }
        if try probe.version(of: ListOffsetsRequest.api) >= 0, let offered = probe.offered(ListOffsetsRequest.api),
            offered.upperBound >= 9
        {
            let tiered = try await log.offset(-5, version: 9)
            facts["-5"] = word(tiered)
            guard tiered.errorCode == .none else { return .degraded("-5 is \(tiered.errorCode)", facts) }
        }
        return local.offset <= log.base
            ? .pass("-4 gives the log's start", facts) : .fail("-4 gives an offset after the log's start", facts)
    }

    private static let readCommittedEnd = Check(
        "offsets.read-committed-end", .core, .transactions,
        "While a transaction is open the committed end stays before it",
        why: "Readers of committed data take this for the end; a larger one makes their lag never reach 0.",
        expected: "With isolation 1 the latest offset is where the transaction begins, with 0 it is the log's end",
        since: "0.11 (KIP-98)", known: "librdkafka's mock ignores the isolation level",
        needs: [.api(2, atLeast: 2), .api(22, atLeast: 0), .api(24, atLeast: 0)]
    ) { probe in
        let log = try await probe.log()
        try await log.append(2)
        let open = try await OpenTransaction.begin(probe, log: log, records: 3)
        let (uncommitted, committed) = (try await log.end(), try await log.end(isolation: 1))
        try await open.end(commit: true)
        guard uncommitted == log.base + 5 else {
            return .fail("The log's end is not after the open transaction's records")
        }
        guard committed == log.base + 2 else {
            return .fail("The committed end is \(committed - log.base - 2) records into the open transaction")
        }
        let after: Int64? = try await probe.firstAnswer(within: .seconds(10)) {
            let end = try await log.end(isolation: 1)
            return end > log.base + 2 ? end : nil
        }
        return after == nil
            ? .fail("The committed end did not move within 10 s of the commit")
            : .pass("It stayed before the open transaction, and moved on with the commit")
    }

    private static let load = Check(
        "offsets.load", .extended, .offsets, "A query for very many partitions is answered whole",
        why: "Monitoring and large consumers ask for thousands at once.",
        expected: "2,000 entries without an error", since: "0.10.1",
        known: "AutoMQ sheds such load with REQUEST_TIMED_OUT"
    ) { probe in
        let log = try await probe.log()
        // The same partition would be a duplicate: unknown ones cost a lookup as well.
        let ids = [log.partition] + (100_000..<101_999).map { Int32($0) }
        let response = try await probe.send(
            ListOffsetsRequest {
                $0.replicaID = -1
                $0.topics = [
                    .init {
                        $0.name = log.topic
                        $0.partitions = ids.map { id in
                            .init {
                                $0.partitionIndex = id
                                $0.timestamp = -1
                            }
                        }
                    }
                ]
            }, to: log.leader)
        let answers = response.topics.flatMap(\.partitions)
        guard Set(answers.map(\.partitionIndex)) == Set(ids) else {
            return .fail("Of 2,000 partitions \(Set(answers.map(\.partitionIndex)).count) are answered")
        }
        guard let own = answers.first(where: { $0.partitionIndex == log.partition }), own.errorCode == .none else {
            return .degraded("The partition that is there is not answered under load")
        }
        let timedOut = answers.count { $0.errorCode == .requestTimedOut }
        return timedOut == 0 ? .pass("2,000 entries answered") : .degraded("\(timedOut) of 2,000 entries timed out")
    }
}
