internal import Evidence
internal import KafkaWire

// Compression: taken, kept, or changed.
extension Check {
    static let codecChecks = [codecRoundtrip, codecOnDisk, zstdVersionGate, topicCompression]

    /// A thousand records that compress, and differ.
    private static func thousand() -> [WireRecord] {
        (0..<1_000).map { index in
            WireRecord(key: Array("device-\(index % 40)".utf8), value: Array("{\"speed\":\(index),\"fuel\":0.5}".utf8))
        }
    }

    private static let codecRoundtrip = Check(
        "produce.codec-roundtrip", .core, .compression, "Batches of every codec are taken and read back",
        why: "Producers are configured with a codec; one that is refused stops them, one that is mangled loses data.",
        expected: "1,000 records each of none, gzip, snappy, lz4 and zstd come back byte for byte",
        since: "0.8; zstd 2.1 (KIP-110)",
        known: "Event Hubs has none and gzip only, gzip only in Premium and Dedicated; YDB has none",
        remedy: "Set compression.type to a codec that is taken", needs: [.api(0, atLeast: 7), .api(1, atLeast: 10)]
    ) { probe in
        let log = try await probe.log()
        let records = thousand()
        var facts: [String: String] = [:]
        for codec in CompressionCodec.allCases {
            let answer = try await log.produce(
                RecordBatch(records, codec: codec), version: try probe.version(of: ProduceRequest.api, atLeast: 7))
            facts["\(codec)"] = answer.errorCode == .none ? "taken" : "\(answer.errorCode)"
            guard answer.errorCode == .none else { continue }
            let read = try await log.records(from: answer.baseOffset, to: answer.baseOffset + 1_000)
            guard read.map(\.value) == records.map(\.value), read.map(\.key) == records.map(\.key) else {
                return .fail("Records written with \(codec) come back altered", facts)
            }
        }
        let refused = facts.filter { $0.value != "taken" }.map { "\($0.key) with \($0.value)" }.sorted()
        return refused.isEmpty
            ? .pass("All five codecs went through", facts)
            : .degraded("Refused: \(refused.joined(separator: ", "))", facts)
    }

    private static let codecOnDisk = Check(
        "produce.codec-on-disk", .extended, .compression, "The log keeps a batch in the codec that it was sent in",
        why:
            "Storage and traffic are paid by the byte; a batch that is stored uncompressed costs several times as much.",
        expected: "The fetched batch names the codec that was sent", since: "0.11",
        known: "Behind a proxy that hides Produce v0 librdkafka sends uncompressed in silence (Kroxylicious PR 2851)",
        needs: [.api(0, atLeast: 7), .api(1, atLeast: 10)]
    ) { probe in
        let log = try await probe.log()
        var facts: [String: String] = [:]
        for codec in CompressionCodec.allCases {
            let answer = try await log.produce(
                RecordBatch(thousand(), codec: codec), version: try probe.version(of: ProduceRequest.api, atLeast: 7))
            guard answer.errorCode == .none else { continue }
            let batch = try await log.batches(from: answer.baseOffset, to: answer.baseOffset + 1_000).first
            facts["\(codec)"] = batch.map { "\($0.codec)" } ?? "missing"
        }
        let changed = facts.filter { $0.key != $0.value }.map { "\($0.key) as \($0.value)" }.sorted()
        return changed.isEmpty
            ? .pass("Kept: \(facts.keys.sorted().joined(separator: ", "))", facts)
            : .degraded("Stored otherwise: \(changed.joined(separator: ", "))", facts)
    }

    private static let zstdVersionGate = Check(
        "produce.zstd-version-gate", .extended, .compression, "zstd is refused in a Produce version from before it",
        why: "It keeps clients that cannot read zstd from being handed it.",
        expected: "UNSUPPORTED_COMPRESSION_TYPE (76) in version 6, stored in version 7", since: "2.1 (KIP-110)",
        needs: [.api(0, atLeast: 7)]
    ) { probe in
        let log = try await probe.log()
        if let offered = probe.offered(ProduceRequest.api), offered.lowerBound > 6 {
            return .unsupported("Produce is offered from version \(offered.lowerBound)")
        }
        let batch = RecordBatch(thousand(), codec: .zstd)
        let (old, new) = (try await log.produce(batch, version: 6), try await log.produce(batch, version: 7))
        let facts = ["version 6": "\(old.errorCode)", "version 7": "\(new.errorCode)"]
        guard new.errorCode == .none else { return .degraded("Refused in version 7: \(new.errorCode)", facts) }
        return old.errorCode == .unsupportedCompressionType
            ? .pass("\(old.errorCode) in version 6, stored in version 7", facts)
            : .degraded("Version 6 is answered with \(old.errorCode)", facts)
    }

    private static let topicCompression = Check(
        "produce.topic-compression", .extended, .compression, "A topic's compression.type changes what is stored",
        why: "It lets an operator decide for producers that cannot be changed.",
        expected: "A batch sent with lz4 to a topic of gzip is read as gzip, its records unchanged", since: "0.10",
        needs: [.topicCreation, .api(0, atLeast: 7)]
    ) { probe in
        let log = try await probe.log(configs: ["compression.type": "gzip"])
        let records = thousand()
        let base = try await log.append(records, codec: .lz4)
        let batches = try await log.batches(from: base, to: base + 1_000)
        guard batches.flatMap(\.records).map(\.value) == records.map(\.value) else {
            return .fail("The records come back altered")
        }
        let codec = batches.first?.codec ?? .none
        return codec == .gzip
            ? .pass("Stored as gzip", ["codec": "gzip"])
            : .degraded("Stored as \(codec)", ["codec": "\(codec)"])
    }
}
