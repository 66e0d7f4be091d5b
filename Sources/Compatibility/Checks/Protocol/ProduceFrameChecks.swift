internal import Evidence
internal import KafkaWire

// Produce as the wire has it.
extension Check {
    static let produceFrameChecks = [acksZeroSilent, produceShim, requestSize]

    private static let acksZeroSilent = Check(
        "proto.acks0-silent", .core, .produce, "A write without acknowledgement is not answered",
        why: "A client that waits for none reads an answer as that to its next request, and hangs up.",
        expected: "Nothing comes, the next request is answered first, and the record is stored", since: "0.8",
        known: "Event Hubs answers (franz-go reads it away), and so does librdkafka's mock"
    ) { probe in
        let log = try await probe.log()
        let connection = try await probe.rawConnection(to: log.leader)
        let version = try probe.version(of: ProduceRequest.api)
        let request = try log.produceRequest(RecordBatch([WireRecord(value: [1])]).encoded(), acks: 0)
        let bytes =
            request.frame(version: version, correlationID: 11, clientID: "seatrial")
            + MetadataRequest(topics: [], version: 4).frame(version: 4, correlationID: 12, clientID: "seatrial")
        let answer = try await probe.exchange(bytes, "Produce with acks=0, then Metadata", over: connection)
        guard case .frame(let frame) = answer else { return .fail("After a write with acks=0: \(answer.words)") }
        let first = frame.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let stored = try await probe.firstAnswer(within: .seconds(10)) {
            try await log.end() > log.base ? true : nil as Bool?
        }
        guard stored != nil else { return .fail("The record is not stored", ["stored": "no"]) }
        if first != 12 { return .degraded("The write is answered; the record is stored", ["answered": "yes"]) }
        let more = await connection.next(within: .seconds(2))
        return more == .silence
            ? .pass("No answer, and the record is stored", ["answered": "no"])
            : .degraded("The write is answered late: \(more.words)", ["answered": "late"])
    }

    private static let produceShim = Check(
        "proto.produce-shim", .extended, .produce, "Produce is offered from version 0 on, whether or not it is taken",
        why: """
            librdkafka before 2.11 takes compression with gzip, snappy and lz4 to be unknown where version 0 is not \
            offered, and sends uncompressed without a word.
            """,
        expected: "The lowest version offered is 0; brokers of 4.0 and later refuse 0 to 2",
        since: "4.0 (KAFKA-18659)", known: "Kroxylicious before its PR 2851",
        remedy: "Use zstd, or a librdkafka that asks for the versions it really sends"
    ) { probe in
        guard let offered = probe.offered(ProduceRequest.api) else { return .fail("Produce is not offered") }
        let facts = ["lowest": "\(offered.lowerBound)"]
        return offered.lowerBound == 0
            ? .pass("Offered from version 0", facts)
            : .degraded("Offered from version \(offered.lowerBound): old clients do not compress", facts)
    }

    private static let requestSize = Check(
        "proto.request-size-ceiling", .extended, .produce,
        "A batch over the topic's limit is refused with an error, and the connection goes on",
        why: "A producer splits a batch or reports an error that is told; where the broker hangs up it tries for ever.",
        expected: "The largest batch under max.message.bytes is stored; above it MESSAGE_TOO_LARGE (10)", since: "0.8",
        known: """
            Event Hubs hangs up above 1,046,528 bytes; MSK Serverless takes 8 MiB for a message and 100 MB for a request
            """,
        remedy: "Keep the producer's message.max.bytes below the largest request that is taken"
    ) { probe in
        let log = try await probe.log()
        var sizes: [Int] = []
        for kib in [512, 1_000, 1_023, 1_100, 2_048, 4_096, 16_384] {
            let record = WireRecord(value: [UInt8](repeating: UInt8(truncatingIfNeeded: kib), count: kib << 10))
            let before = try await log.end()
            let connection = try await probe.freshConnection(to: log.leader)
            let version = try probe.version(of: ProduceRequest.api)
            let request = try log.produceRequest(RecordBatch([record]).encoded(), acks: -1)
            do {
                let answer = try await probe.send(request, over: connection, version: version)
                guard let code = answer.responses.first?.partitionResponses.first?.errorCode else {
                    return .fail("Produce answered without an entry for the partition")
                }
                if code == .none {
                    guard try await log.end() > before else {
                        return .fail("A record of \(kib) KiB was acknowledged, and is not in the log")
                    }
                    sizes.append(kib)
                    continue
                }
                let facts = [
                    "refused": "\(code)", "largest taken": "\(sizes.last ?? 0) KiB", "first refused": "\(kib) KiB",
                ]
                let words = "\(sizes.last ?? 0) KiB is taken, \(kib) KiB is \(code)"
                let after = try await probe.send(MetadataRequest(topics: [], version: 4), over: connection, version: 4)
                guard !after.brokers.isEmpty else {
                    return .fail("\(words), and the connection is of no more use", facts)
                }
                return code == .messageTooLarge || code == .recordListTooLarge
                    ? .pass(words, facts) : .degraded(words, facts)
            } catch let error as WireError where error.kind == .closed {
                return .degraded(
                    "\(sizes.last ?? 0) KiB is taken; at \(kib) KiB the broker hangs up",
                    ["refused": "closed", "largest taken": "\(sizes.last ?? 0) KiB", "first refused": "\(kib) KiB"])
            }
        }
        return .pass("All sizes to 16 MiB are taken", ["largest taken": "\(sizes.last ?? 0) KiB"])
    }
}

extension ProbeLog {
    /// A Produce request of one batch to this partition.
    func produceRequest(_ records: [UInt8], acks: Int16) -> ProduceRequest {
        ProduceRequest {
            $0.acks = acks
            $0.timeoutMs = 15_000
            $0.topicData = [
                .init {
                    $0.name = topic
                    $0.partitionData = [
                        .init {
                            $0.index = partition
                            $0.records = records[...]
                        }
                    ]
                }
            ]
        }
    }
}
