internal import Evidence
internal import KafkaWire

// What a record is made of comes back as it was.
extension Check {
    static let recordContentChecks = [
        headers, nullVersusEmpty, createTimeKept, logAppendTime, timestampBounds, nullKeyCompacted,
    ]

    private static let headers = Check(
        "produce.headers", .core, .produce, "Headers keep their order, repeated names, and empty and null values",
        why: "Tracing, schema ids and routing live in headers.",
        expected: "What is read is what was written, also null apart from empty", since: "0.11 (KIP-82)",
        known: "Event Hubs encodes headers from AMQP producers in AMQP's form"
    ) { probe in
        let log = try await probe.log()
        let sent: [WireRecord.Header] = [
            .init(name: "b", value: [1]), .init(name: "a", value: [2]), .init(name: "b", value: [3]),
            .init(name: "empty", value: []), .init(name: "null", value: nil), .init(name: "", value: [4]),
        ]
        let base = try await log.append([WireRecord(value: [0], headers: sent)])
        let read = try await log.records(from: base, to: base + 1).first?.headers ?? []
        if read == sent { return .pass("Six headers as they were sent") }
        let softened = sent.map { WireRecord.Header(name: $0.name, value: $0.value ?? []) }
        return read == softened
            ? .degraded("A null header value comes back empty", ["null": "empty"])
            : .fail("Of six headers \(read.count) came back, or others than were sent")
    }

    private static let nullVersusEmpty = Check(
        "produce.null-vs-empty", .core, .produce, "Null and empty keys and values are told apart",
        why: "A null value is a tombstone and deletes; an empty one is data.",
        expected: "Four records with null or empty key and value come back as they were", since: "0.8",
        known: "Pulsar's entry format stores keys as text"
    ) { probe in
        let log = try await probe.log()
        let sent: [([UInt8]?, [UInt8]?)] = [(nil, nil), (nil, []), ([], nil), ([], [])]
        let base = try await log.append(sent.map { WireRecord(key: $0.0, value: $0.1) })
        let read = try await log.records(from: base, to: base + 4)
        guard read.count == 4 else { return .fail("Of four records \(read.count) came back") }
        for (record, (key, value)) in zip(read, sent) where record.key != key || record.value != value {
            return .fail(
                "A record with \(word(key)) key and \(word(value)) value has \(word(record.key)) key and \(word(record.value)) value"
            )
        }
        return .pass("All four came back as they were")
    }

    private static func word(_ bytes: [UInt8]?) -> String {
        bytes.map { $0.isEmpty ? "an empty" : "a filled" } ?? "a null"
    }

    private static let createTimeKept = Check(
        "produce.createtime-kept", .core, .produce, "The producer's timestamps come back unchanged",
        why: "Windows, retention and seeks by time rest on them.",
        expected: "CreateTime is kept, and the acknowledgement's log append time is -1", since: "0.10 (KIP-32)",
        known: "librdkafka's mock acknowledges with the constant 1234"
    ) { probe in
        let log = try await probe.log()
        let now = Probe.nowMilliseconds
        let sent = [now - 60_000, now, now - 1]
        let answer = try await log.produce(RecordBatch(sent.map { WireRecord(value: [1], timestamp: $0) }))
        try probe.expectNone(answer.errorCode, "a write")
        let read = try await log.records(from: answer.baseOffset, to: answer.baseOffset + 3)
        guard read.map(\.timestamp) == sent else {
            return .fail("The timestamps that come back are others than were sent")
        }
        return answer.logAppendTimeMs == -1
            ? .pass("Three timestamps as they were sent")
            : .degraded("Kept, but the acknowledgement names a log append time", ["log append time": "set"])
    }

    private static let logAppendTime = Check(
        "produce.logappendtime", .core, .produce, "A topic with LogAppendTime stamps records itself",
        why: "It is how a cluster keeps devices with wrong clocks from spoiling retention and windows.",
        expected: "The acknowledgement's time is the time that is read, and the batch says whose it is",
        since: "0.10 (KIP-32)", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["message.timestamp.type": "LogAppendTime"])
        let answer = try await log.produce(RecordBatch([WireRecord(value: [1], timestamp: 1_000)]))
        try probe.expectNone(answer.errorCode, "a write with an old timestamp")
        guard let batch = try await log.batches(from: answer.baseOffset, to: answer.baseOffset + 1).first,
            let record = batch.records.first
        else { return .fail("The record is not there") }
        guard record.timestamp != 1_000 else { return .fail("The producer's time was kept") }
        guard batch.hasLogAppendTime else {
            return .degraded("The time is the broker's, and the batch does not say so")
        }
        return answer.logAppendTimeMs == record.timestamp
            ? .pass("The broker's time, the same in the acknowledgement and in the log")
            : .degraded("The acknowledgement names another time than the log")
    }

    private static let timestampBounds = Check(
        "produce.timestamp-bounds", .extended, .produce, "Timestamps outside of the topic's bounds are refused",
        why: "One record from the year 2100 keeps a segment from ever expiring.",
        expected: "INVALID_TIMESTAMP (32) a day ahead where an hour is allowed", since: "3.6 (KIP-937)",
        known: "MSK Serverless has the older message.timestamp.difference.max.ms", needs: [.topicCreation]
    ) { probe in
        let log: ProbeLog
        var config = "message.timestamp.after.max.ms"
        do {
            log = try await probe.log(configs: [config: "3600000"])
        } catch let error as WireError where error.kind == .refused(.invalidConfig) {
            config = "message.timestamp.difference.max.ms"
            log = try await probe.log(configs: [config: "3600000"])
        }
        let ahead = Probe.nowMilliseconds + 86_400_000
        let answer = try await log.produce(RecordBatch([WireRecord(value: [1], timestamp: ahead)]))
        let facts = ["config": config, "answer": "\(answer.errorCode)"]
        switch answer.errorCode {
        case .invalidTimestamp: return .pass("\(answer.errorCode)", facts)
        case .none: return .degraded("A record from tomorrow is stored", facts)
        default: return .degraded("Refused with \(answer.errorCode)", facts)
        }
    }

    private static let nullKeyCompacted = Check(
        "produce.nullkey-compacted", .extended, .compaction, "A record without a key is refused by a compacted topic",
        why: "It could never be replaced, and stops some cleaners.",
        expected: "INVALID_RECORD (87); before 2.4 CORRUPT_MESSAGE (2)", since: "2.4 (KIP-467)", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["cleanup.policy": "compact"])
        let answer = try await log.produce(
            RecordBatch([WireRecord(value: [1])]), version: try probe.version(of: ProduceRequest.api))
        let facts = ["answer": "\(answer.errorCode)"]
        switch answer.errorCode {
        case .invalidRecord: return .pass("\(answer.errorCode)", facts)
        case .none: return .fail("The record was stored", facts)
        default: return .degraded("Refused with \(answer.errorCode)", facts)
        }
    }
}
