internal import Evidence
internal import KafkaWire

// Sequence numbers: what is stored twice, what is not stored, and what a new leader knows of them.
extension Check {
    static let sequenceChecks = [duplicateSameOffset, gapRejected, survivesLeaderMove]

    private static let duplicateSameOffset = Check(
        "idem.dup-same-offset", .core, .idempotence,
        "Any of the last five batches can be sent again without being stored again",
        why: "A producer sends again whenever an answer is lost. What it gets decides between duplicates and none.",
        expected: "Each of the last five batches, sent again, is answered with no error and its first offset",
        since: "1.0", known: "librdkafka's mock checks no sequences outside of transactions",
        needs: [.api(22, atLeast: 0)]
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.idempotent(probe)
        var offsets: [Int64] = []
        for number in 0..<5 { offsets.append(try await producer.write(["\(number)a", "\(number)b"], to: log)) }
        let end = try await log.end()
        var codes: Set<String> = []
        var otherOffset = false
        for number in 0..<5 {
            let answer = try await producer.send(
                ["\(number)a", "\(number)b"], sequence: Int32(number) * 2, to: log)
            if answer.errorCode != .none { codes.insert("\(answer.errorCode)") }
            if answer.errorCode == .none, answer.baseOffset != offsets[number] { otherOffset = true }
        }
        if try await log.end() != end { return .fail("A batch that was sent again is stored again") }
        let answers = codes.isEmpty ? "NONE (0)" : codes.sorted().joined(separator: ", ")
        let facts = ["answer": answers, "original offset": codes.isEmpty && !otherOffset ? "yes" : "no"]
        guard codes.isEmpty else {
            return codes == ["\(BrokerCode.duplicateSequenceNumber)"]
                ? .degraded("Nothing is stored again, but the answer is \(answers)", facts)
                : .fail("A batch of the last five, sent again, is answered with \(answers)", facts)
        }
        return otherOffset
            ? .degraded("Nothing is stored again, but the answers have other offsets than the first ones", facts)
            : .pass("Five batches sent again, five times the first offset, nothing stored", facts)
    }

    private static let gapRejected = Check(
        "idem.gap-rejected", .core, .idempotence,
        "A gap in the sequence is refused, and so is a batch from too long ago",
        why: "A gap is a batch that was lost: stored after it, records would be out of order or missing unnoticed.",
        expected: "OUT_OF_ORDER_SEQUENCE_NUMBER (45) for both, and nothing is stored", since: "0.11 (KIP-98)",
        known: "librdkafka's mock answers DUPLICATE_SEQUENCE_NUMBER for old batches",
        needs: [.api(22, atLeast: 0)]
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.idempotent(probe)
        for number in 0..<8 { try await producer.write(["\(number)"], to: log) }
        let end = try await log.end()
        let gap = try await producer.send(["ahead"], sequence: 9, to: log).errorCode
        let old = try await producer.send(["0"], sequence: 0, to: log).errorCode
        let facts = ["gap": "\(gap)", "older than five batches": "\(old)"]
        if try await log.end() != end { return .fail("What must be refused is stored", facts) }
        let due = try await producer.send(["8"], sequence: 8, to: log).errorCode
        guard due == .none else { return .fail("After the refusals the batch that is due is refused: \(due)", facts) }
        guard gap != .none else {
            return .fail("A gap is answered without an error, and the batch is not there", facts)
        }
        return gap == .outOfOrderSequenceNumber && old == .outOfOrderSequenceNumber
            ? .pass("\(gap) for both, and writing goes on", facts)
            : .degraded("\(gap) for a gap, \(old) for a batch of eight before; nothing is stored", facts)
    }

    private static let survivesLeaderMove = Check(
        "idem.survives-broker-bounce", .core, .idempotence, "A new leader still knows which batches are there",
        why: "Leaders move in every upgrade, and it is just then that producers send again.",
        expected:
            "After the leader moved, the last batches sent again get their first offsets, and the next one is stored",
        since: "0.11 (KIP-98)",
        known:
            "Producers on Event Hubs stayed in INVALID_PRODUCER_ID_MAPPING after a timeout (azure-event-hubs-for-kafka 261); Jepsen found duplicates in Redpanda 21.10",
        needs: [.api(22, atLeast: 0), .api(43, atLeast: 1), .api(45, atLeast: 0), .brokers(2), .topicCreation],
        conduct: .slow, limit: .seconds(120)
    ) { probe in
        let log = try await probe.log(configs: [:])
        var producer = try await ProbeProducer.idempotent(probe)
        var offsets: [Int64] = []
        for number in 0..<5 { offsets.append(try await producer.write(["\(number)"], to: log)) }
        for move in 1...2 {
            try await log.moveLeader()
            let end = try await log.end()
            for number in 0..<5 {
                let place = number + (move - 1)
                let answer = try await producer.send(["\(place)"], sequence: Int32(place), to: log)
                guard answer.errorCode == .none || answer.errorCode == .duplicateSequenceNumber else {
                    return .fail(
                        "After move \(move) of the leader a batch sent again is answered with \(answer.errorCode)",
                        ["sent again": "\(answer.errorCode)"])
                }
                if answer.errorCode == .none, answer.baseOffset != offsets[place] {
                    return .fail("After move \(move) of the leader a batch sent again has another offset")
                }
            }
            guard try await log.end() == end else {
                return .fail("After move \(move) of the leader a batch sent again is stored again")
            }
            offsets.append(try await producer.write(["\(4 + move)"], to: log))
        }
        let stored = try await log.allValues(to: try await log.end())
        return stored == (0..<7).map { "\($0)" }
            ? .pass("The leader moved twice; every batch is there once, and in order", ["sent again": "NONE (0)"])
            : .fail("After two moves of the leader the log holds \(stored.count) records, not the 7 that were written")
    }
}
