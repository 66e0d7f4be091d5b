internal import Evidence
internal import KafkaWire

// Where a fetch begins, and what it says where it cannot.
extension Check {
    static let fetchPositionChecks = [midBatchOffset, outOfRange, maxBytesProgress, manyBatches, stableReread]

    private static let midBatchOffset = Check(
        "fetch.mid-batch-offset", .core, .fetch, "A fetch at an offset inside a batch returns that batch",
        why:
            "Consumers resume at any offset. Where the batch is skipped, records are lost and a reader at the tail hangs.",
        expected: "The batch that holds the offset is returned from its first record on",
        since: "0.8", known: "Tansu skips the batch and hangs at the tail (compat/franz-go/FINDINGS.md #1)",
        remedy: "Produce one record a batch, or do not migrate consumers that resume at stored offsets"
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(10)
        for inside in [base + 5, base + 9] {
            let answer = try await log.fetch(at: inside, maxWait: .seconds(2))
            try probe.expectNone(answer.errorCode, "a fetch at offset \(inside - base) of a batch of 10")
            let batches = try RecordBatch.batches(in: answer.records ?? [], place: log.topic)
            guard let batch = batches.first else {
                return .fail("A fetch inside a batch returned nothing within 2 s, though the record is there")
            }
            guard batch.baseOffset <= inside, batch.nextOffset > inside else {
                return .fail("The returned batch does not hold the offset that was asked for")
            }
        }
        return .pass("The batch was returned for its sixth and for its last record")
    }

    private static let outOfRange = Check(
        "fetch.out-of-range", .core, .fetch, "A fetch outside of the log is told so, and one at its end is not",
        why: "A consumer that asks for what is gone must hear it, or it waits for ever without an error.",
        expected: "OFFSET_OUT_OF_RANGE (1) past the end; no error and no records at the end",
        since: "0.8", known: "kafkajs on Event Hubs went on committing past the end (kafkajs 1217)"
    ) { probe in
        let log = try await probe.log()
        try await log.append(3)
        let end = try await log.end()
        let past = try await log.fetch(at: end + 1, maxWait: .zero)
        let atEnd = try await log.fetch(at: end, maxWait: .zero)
        let facts = ["past the end": "\(past.errorCode)", "at the end": "\(atEnd.errorCode)"]
        guard atEnd.errorCode == .none else {
            return .fail("A fetch at the end of the log is answered with \(atEnd.errorCode)", facts)
        }
        guard past.errorCode == .offsetOutOfRange else {
            return past.errorCode == .none
                ? .fail("A fetch past the end is answered without an error: a consumer would stall in silence", facts)
                : .degraded("A fetch past the end is answered with \(past.errorCode)", facts)
        }
        return .pass("\(past.errorCode) past the end, nothing and no error at the end", facts)
    }

    private static let maxBytesProgress = Check(
        "fetch.max-bytes-progress", .core, .fetch, "A batch larger than the byte limits is still returned",
        why: "Without it a consumer with small limits is stuck at the first large record.",
        expected: "The first batch comes whole although both limits are one byte", since: "0.10.1 (KIP-74)"
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append([WireRecord(value: [UInt8](repeating: 7, count: 20_000))])
        let answer = try await log.fetch(at: base, maxWait: .seconds(2), maxBytes: 1, partitionMaxBytes: 1)
        try probe.expectNone(answer.errorCode, "a fetch with limits of one byte")
        let batches = try RecordBatch.batches(in: answer.records ?? [], place: log.topic)
        guard batches.first?.records.first?.value?.count == 20_000 else {
            return .fail("A fetch with limits of one byte returned \(answer.records?.count ?? 0) bytes of the batch")
        }
        return .pass("The batch of 20,000 bytes came whole")
    }

    private static let manyBatches = Check(
        "fetch.many-batches", .extended, .fetch, "One answer carries several batches of a partition",
        why: "With one batch a fetch, a catch-up over small batches takes a round trip for each of them.",
        expected: "Twenty batches of one record come in fewer than five fetches", since: "0.8",
        known: "librdkafka's mock returns one batch a partition and fetch",
        remedy: "Let producers make larger batches (linger.ms)"
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(1)
        for _ in 1..<20 { try await log.append(1) }
        var position = base
        var fetches = 0
        while position < base + 20, fetches < 40 {
            let answer = try await log.fetch(at: position)
            try probe.expectNone(answer.errorCode, "a fetch")
            let batches = try RecordBatch.batches(in: answer.records ?? [], place: log.topic)
            position = batches.last?.nextOffset ?? position
            fetches += 1
        }
        guard position == base + 20 else {
            return .fail("After 40 fetches \(base + 20 - position) of 20 batches are missing")
        }
        return fetches < 5
            ? .pass("20 batches in \(fetches == 1 ? "one fetch" : "\(fetches) fetches")")
            : .degraded("20 batches of one record took \(fetches) fetches", ["one batch a fetch": "\(fetches >= 20)"])
    }

    private static let stableReread = Check(
        "fetch.stable-reread", .core, .fetch, "Reading the same range again gives the same bytes",
        why: "Replay, audit and recovery rest on a log that does not change.",
        expected: "Twenty reads of a range have identical offsets and payloads", since: "0.8",
        known: "Jepsen found lost and stale messages in Redpanda 21.10"
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(50)
        for _ in 0..<5 { try await log.append(10) }
        let end = base + 100
        let first = try await log.records(from: base, to: end)
        guard first.map(\.offset) == Array(base..<end) else {
            return .fail("The first read returned \(first.count) of 100 records, or not in order")
        }
        for round in 2...20 where try await log.records(from: base, to: end) != first {
            return .fail("Read \(round) differs from the first")
        }
        return .pass("20 reads of 100 records were the same")
    }
}
