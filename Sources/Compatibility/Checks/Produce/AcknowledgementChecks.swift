internal import Evidence
internal import KafkaWire

// What an acknowledgement means, and what is refused.
extension Check {
    static let acknowledgementChecks = [acksMatrix, partialFailure, minISR, wrongLeader, denseOffsets]

    private static let acksMatrix = Check(
        "produce.acks-matrix", .core, .produce, "Data is stored with acks 0, 1 and all, and other values are refused",
        why:
            "Producers choose between speed and safety by this setting; a cluster that ignores it changes what they lose.",
        expected: "Records of all three are in the log; acks=2 is INVALID_REQUIRED_ACKS (21)",
        since: "0.9 (KIP-1)", known: "librdkafka's mock ignores acks"
    ) { probe in
        let log = try await probe.log()
        for acks: Int16 in [1, -1] {
            let answer = try await log.produce(RecordBatch([WireRecord(value: Array("acks \(acks)".utf8))]), acks: acks)
            try probe.expectNone(answer.errorCode, "a write with acks=\(acks)")
        }
        let records = try await log.records(from: log.base, to: log.base + 2)
        guard records.count == 2 else { return .fail("Of two acknowledged records \(records.count) are in the log") }
        let two = try await log.produce(RecordBatch([WireRecord(value: [2])]), acks: 2)
        let facts = ["acks=2": "\(two.errorCode)"]
        return two.errorCode == .invalidRequiredAcks
            ? .pass("acks 1 and all are stored; acks=2 is \(two.errorCode)", facts)
            : .degraded("acks=2 is answered with \(two.errorCode)", facts)
    }

    private static let partialFailure = Check(
        "produce.partial-failure", .core, .produce,
        "In one request a good partition is written although another is unknown",
        why: "A producer puts many partitions into a request; one that is gone must not cost it the others.",
        expected: "The good partition is written, the other is UNKNOWN_TOPIC_OR_PARTITION (3)", since: "0.8",
        known: "WarpStream documents that a whole request is atomic"
    ) { probe in
        let log = try await probe.log()
        let batch = try RecordBatch([WireRecord(value: [1])]).encoded()
        let response = try await probe.send(
            ProduceRequest {
                $0.acks = -1
                $0.timeoutMs = 15_000
                $0.topicData = [
                    .init {
                        $0.name = log.topic
                        $0.partitionData = [log.partition, 9_999].map { id in
                            .init {
                                $0.index = id
                                $0.records = batch[...]
                            }
                        }
                    }
                ]
            }, to: log.leader)
        let answers = response.responses.flatMap(\.partitionResponses)
        guard let good = answers.first(where: { $0.index == log.partition }),
            let bad = answers.first(where: { $0.index == 9_999 })
        else { return .fail("The answer leaves out one of the two partitions") }
        let facts = ["good": "\(good.errorCode)", "unknown": "\(bad.errorCode)"]
        switch (good.errorCode, bad.errorCode) {
        case (.none, .unknownTopicOrPartition), (.none, .unknownTopicId): break
        case (.none, .none): return .fail("A partition that does not exist is acknowledged", facts)
        case (.none, _): return .degraded("The unknown partition is answered with \(bad.errorCode)", facts)
        default: return .degraded("The good partition is refused with the other: \(good.errorCode)", facts)
        }
        let records = try await log.records(from: log.base, to: log.base + 1)
        return records.count == 1
            ? .pass("One written, the other \(bad.errorCode)", facts)
            : .fail("The acknowledged record is not there", facts)
    }

    private static let minISR = Check(
        "produce.min-isr", .admin, .produce, "min.insync.replicas is kept as it was set",
        why: "This is how durability is enforced; where it is overridden, acks=all promises less than it says.",
        expected:
            "The topic's config is what was asked for; with fewer replicas acks=all is refused, or counts those there are",
        since: "0.8.1; counted against the topic's own replicas in later releases",
        known: "AutoMQ overrides min.insync.replicas with 1", needs: [.topicCreation, .api(32, atLeast: 0)]
    ) { probe in
        let log = try await probe.log(configs: ["min.insync.replicas": "2"], replication: 1)
        let one = try await log.produce(RecordBatch([WireRecord(value: [1])]), acks: 1)
        let all = try await log.produce(RecordBatch([WireRecord(value: [2])]), acks: -1)
        let configs = try await probe.send(
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = log.topic
                        $0.configurationKeys = ["min.insync.replicas"]
                    }
                ]
            })
        let kept = configs.results.first?.configs.first { $0.name == "min.insync.replicas" }?.value ?? nil
        let facts = ["acks=1": "\(one.errorCode)", "acks=all": "\(all.errorCode)", "config": kept ?? "not told"]
        guard one.errorCode == .none else { return .fail("acks=1 is refused: \(one.errorCode)", facts) }
        guard kept == "2" else { return .degraded("Set to 2, described as \(kept ?? "nothing")", facts) }
        switch all.errorCode {
        case .notEnoughReplicas, .notEnoughReplicasAfterAppend:
            return .pass("Kept; with one replica acks=all is \(all.errorCode)", facts)
        case .none: return .pass("Kept; with one replica acks=all counts the one there is", facts)
        default: return .degraded("Kept; with one replica acks=all is refused with \(all.errorCode)", facts)
        }
    }

    private static let wrongLeader = Check(
        "produce.wrong-leader", .extended, .produce, "A broker that does not lead a partition does not write it",
        why: "Clients find a moved leader by this error; a broker that takes the record and drops it loses data.",
        expected: "NOT_LEADER_OR_FOLLOWER (6)", since: "0.8",
        known: "WarpStream, Inkless and Event Hubs accept anywhere by design", needs: [.brokers(2)]
    ) { probe in
        let log = try await probe.log()
        let leader = try await probe.leader(of: log.partition, in: log.topic)
        let brokers = try await probe.brokerIDs()
        guard let other = brokers.first(where: { $0 != leader }) else {
            return .notRun("The metadata names no second broker")
        }
        let answer = try await log.produce(RecordBatch([WireRecord(value: [1])]), at: .broker(other))
        let facts = ["answer": "\(answer.errorCode)"]
        if answer.errorCode == .notLeaderOrFollower { return .pass("\(answer.errorCode)", facts) }
        guard answer.errorCode == .none else { return .degraded("Refused with \(answer.errorCode)", facts) }
        let end = try await log.end()
        return end == log.base + 1
            ? .degraded("Any broker writes the partition; the record is there", facts)
            : .fail("Another broker acknowledged the record, and it is not in the log", facts)
    }

    private static let denseOffsets = Check(
        "produce.dense-offsets", .core, .produce,
        "Offsets are given without gaps, and acknowledgements name them rightly",
        why: "Connectors, exactly-once sinks and lag figures count with it.",
        expected: "Each batch begins where the one before ended, and is read back there", since: "0.8",
        known:
            "Redpanda allows sparse offsets; Bufstream 0.1.0 acknowledged with offset 0 (Jepsen); KoP before broker entry metadata"
    ) { probe in
        let log = try await probe.log()
        var expected = log.base
        for size in 1...30 {
            let base = try await log.append(size)
            guard base == expected else {
                let gap = base - expected
                return gap > 0
                    ? .degraded("A batch begins \(gap) offsets after the end of the one before")
                    : .fail("A batch begins \(-gap) offsets before the end of the one before")
            }
            expected += Int64(size)
        }
        let records = try await log.records(from: log.base, to: expected)
        return records.map(\.offset) == Array(log.base..<expected)
            ? .pass("30 batches of 1 to 30 records, no gap")
            : .fail("Read back, \(records.count) of \(expected - log.base) offsets are there or not in order")
    }
}
