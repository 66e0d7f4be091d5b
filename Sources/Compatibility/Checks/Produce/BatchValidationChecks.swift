internal import Evidence
internal import KafkaWire

// What a broker looks at in a batch before it stores it.
extension Check {
    static let batchValidationChecks = [batchValidation, recordErrors, sizeLimit, largeMessage]

    private static let batchValidation = Check(
        "produce.batch-validation", .extended, .produce, "Batches that are broken or forged are refused",
        why: "A broker that stores what it did not check hands the damage to every consumer.",
        expected:
            "A wrong checksum is CORRUPT_MESSAGE (2); a wrong count and a client's control batch are INVALID_RECORD (87)",
        since: "0.11", known: "Tansu checks only in part; librdkafka's mock checks next to nothing"
    ) { probe in
        let log = try await probe.log()
        let good = RecordBatch([WireRecord(value: [1]), WireRecord(value: [2])])
        var flipped = try good.encoded()
        flipped[flipped.count - 1] ^= 0xff
        var control = good
        control.isControl = true
        var miscounted = good
        miscounted.lastOffsetDelta = 4
        var facts: [String: String] = [:]
        var stored: [String] = []
        for (name, bytes) in [
            ("wrong checksum", flipped), ("control batch", try control.encoded()),
            ("wrong count", try miscounted.encoded()),
        ] {
            do {
                let answer = try await log.produce(bytes: bytes)
                facts[name] = "\(answer.errorCode)"
                if answer.errorCode == .none { stored.append(name) }
            } catch let error as WireError where error.kind == .closed {
                facts[name] = "connection closed"
            }
        }
        guard stored.isEmpty else { return .fail("Stored: a batch with \(stored.joined(separator: ", "))", facts) }
        let all = facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
        let expected =
            facts["wrong checksum"] == "\(BrokerCode.corruptMessage)"
            && facts["control batch"] == "\(BrokerCode.invalidRecord)"
            && facts["wrong count"] == "\(BrokerCode.invalidRecord)"
        return expected ? .pass(all, facts) : .degraded("Refused with other words: \(all)", facts)
    }

    private static let recordErrors = Check(
        "produce.record-errors", .extended, .produce, "A refused batch names the record that is to blame",
        why: "Without it a producer cannot tell which of a thousand records to drop.",
        expected: "Produce v8 names the index of the one record without a key", since: "2.4 (KIP-467)",
        needs: [.api(0, atLeast: 8), .topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["cleanup.policy": "compact"])
        let records = [WireRecord(key: [1], value: [1]), WireRecord(value: [2]), WireRecord(key: [3], value: [3])]
        let answer = try await log.produce(
            RecordBatch(records), version: try probe.version(of: ProduceRequest.api, atLeast: 8))
        guard answer.errorCode != .none else { return .fail("A record without a key was stored in a compacted topic") }
        let blamed = answer.recordErrors.map(\.batchIndex)
        let facts = ["blamed": "\(blamed)"]
        if blamed == [1] { return .pass("Record 1 of 0 to 2 is named", facts) }
        return blamed.isEmpty ? .degraded("No record is named", facts) : .fail("Records \(blamed) are named", facts)
    }

    private static let sizeLimit = Check(
        "produce.size-limit-enforced", .core, .produce, "A batch above the topic's max.message.bytes is refused",
        why: "The limit protects consumers and replicas; a producer must hear of it, not see its connection closed.",
        expected: "MESSAGE_TOO_LARGE (10) above the limit, stored below it", since: "0.8",
        known: "Tansu accepts 10 MiB with a limit of 50 KiB; Event Hubs closes the connection", needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["max.message.bytes": "50000"])
        let below = try await log.produce(RecordBatch([WireRecord(value: [UInt8](repeating: 1, count: 49_000))]))
        try probe.expectNone(below.errorCode, "a batch of 49 kB with a limit of 50 kB")
        do {
            let above = try await log.produce(RecordBatch([WireRecord(value: [UInt8](repeating: 1, count: 60_000))]))
            let facts = ["above": "\(above.errorCode)"]
            switch above.errorCode {
            case .messageTooLarge: return .pass("\(above.errorCode)", facts)
            case .none: return .fail("60 kB are stored with a limit of 50 kB", facts)
            default: return .degraded("Refused with \(above.errorCode)", facts)
            }
        } catch let error as WireError where error.kind == .closed {
            return .degraded("The connection is closed instead of an answer", ["above": "connection closed"])
        }
    }

    private static let largeMessage = Check(
        "produce.large-message", .core, .produce, "A record of 8 MiB goes through where the topic allows it",
        why: "Images, firmware and large documents go through topics with a raised limit.",
        expected: "Stored, and read back byte for byte", since: "0.8",
        known: "MSK Serverless ends at 8 MiB; librdkafka's mock keeps about 5 MiB a partition",
        needs: [.topicCreation]
    ) { probe in
        let log = try await probe.log(configs: ["max.message.bytes": "10485760"])
        var largest = 0
        for mebibytes in [1, 2, 4, 8] {
            let value = (0..<mebibytes << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let answer: ProduceResponse.TopicProduceResponse.PartitionProduceResponse
            do {
                answer = try await log.produce(RecordBatch([WireRecord(value: value)]))
            } catch let error as WireError where error.kind == .closed {
                break
            }
            guard answer.errorCode == .none else { break }
            let read = try await log.records(from: answer.baseOffset, to: answer.baseOffset + 1)
            guard read.first?.value == value else { return .fail("A record of \(mebibytes) MiB came back altered") }
            largest = mebibytes
        }
        let facts = ["largest": "\(largest) MiB"]
        return largest == 8 ? .pass("8 MiB went through", facts) : .degraded("Only \(largest) MiB went through", facts)
    }
}
