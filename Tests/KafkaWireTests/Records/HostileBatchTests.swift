import Testing

@testable import KafkaWire

/// Batches whose checksum agrees and whose contents do not: an error that says where, and never a crash.
struct HostileBatchTests {
    private func outcome(
        _ bytes: [UInt8], limits: DecompressionLimits = DecompressionLimits()
    ) -> (batches: [RecordBatch]?, error: WireError?) {
        var batches: [RecordBatch]?
        let error = wireError { () throws(WireError) in
            batches = try RecordBatch.batches(in: bytes[...], place: "partition 0", limits: limits)
        }
        return (batches, error)
    }

    /// A batch of producer bytes with these in the place of its records.
    private func batch(_ records: [UInt8], count: Int32, codec: CompressionCodec = .none) throws -> [UInt8] {
        var empty = RecordBatch([])
        empty.lastOffsetDelta = max(0, count - 1)
        var bytes = try Array(empty.encoded().prefix(RecordBatchHeader.length)) + records
        bytes[22] = codec.rawValue
        bytes.replaceSubrange(57..<61, with: withUnsafeBytes(of: count.bigEndian, Array.init))
        bytes.replaceSubrange(8..<12, with: withUnsafeBytes(of: Int32(bytes.count - 12).bigEndian, Array.init))
        return resummed(bytes)
    }

    @Test(arguments: CompressionCodec.allCases)
    func alteredBytesNeverCrash(codec: CompressionCodec) throws {
        let whole = try #require(JavaBatches.byCodec[codec])
        for index in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[index] ^= 1 << UInt8(bit)
                let (batches, error) = outcome(resummed(bytes))
                #expect((batches == nil) == (error != nil))
                if let error { #expect(error.kind == .malformed, "byte \(index), bit \(bit)") }
            }
        }
    }

    @Test(arguments: CompressionCodec.allCases)
    func manyAlteredBytesNeverCrash(codec: CompressionCodec) throws {
        var generator = SeededGenerator(state: 12)
        let whole = try #require(JavaBatches.byCodec[codec])
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 2...6, using: &generator) {
                bytes[.random(in: 12..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            let error = outcome(resummed(bytes)).error
            #expect(error == nil || error?.kind == .malformed)
        }
    }

    @Test(arguments: CompressionCodec.allCases)
    func recordsCutOffInsideABatchAreAnError(codec: CompressionCodec) throws {
        let whole = try #require(JavaBatches.byCodec[codec])
        for length in RecordBatchHeader.length..<whole.count {
            var bytes = Array(whole.prefix(length))
            bytes.replaceSubrange(8..<12, with: withUnsafeBytes(of: Int32(length - 12).bigEndian, Array.init))
            #expect(outcome(resummed(bytes)).error?.kind == .malformed, "\(length) bytes")
        }
    }

    /// A record is: length, attributes, timestamp delta, offset delta, key, value, number of headers.
    @Test(
        arguments: [
            ("0c 00 00 00 01 01 00", 2, "'records'"),  // one where two are told
            ("0c 00 00 00 01 01 00 00", 1, "left over"),
            ("0e 00 00 00 01 01 00 00", 1, "left over"),
            ("0e 00 00 00 01 01 00", 1, "'record'"),
            ("01 00 00 00 01 01 00", 1, "'record'"),
            ("00 00 00 00 01 01 00", 1, "'record attributes'"),
            ("ffffffff0f 00 00", 1, "'record'"),
            ("ffffffffff01 00", 1, "'record length'"),
            ("0c 00 00 01 01 01 00", 1, "'offsetDelta'"),  // -1
            ("0c 00 00 02 01 01 00", 1, "'offsetDelta'"),  // 1 of 0
            ("0c 00 00 00 01 01 00 0c 00 00 00 01 01 00", 2, "'offsetDelta'"),  // twice 0
            ("0c 00 00 00 03 01 00", 1, "'key'"),  // -2
            ("0c 00 00 00 06 01 00", 1, "'key'"),
            ("0c 00 00 00 01 02 00", 1, "'headers'"),  // the value takes their place
            ("0c 00 00 00 01 01 01", 1, "'headers'"),
            ("0c 00 00 00 01 01 02", 1, "'headers'"),
            ("14 00 00 00 01 01 feffffff0f", 1, "'headers'"),
            ("10 00 00 00 01 01 02 01 01", 1, "'header name'"),  // null
            ("10 00 00 00 01 01 02 02 01", 1, "'header value'"),
            ("1e 00 ffffffffffffffffff01 00 01 01 00", 1, "'timestampDelta'"),  // the least there is, after -1
        ] as [(String, Int32, String)])
    func wrongRecordIsNamed(records: String, count: Int32, field: String) throws {
        let error = outcome(try batch(hex(records), count: count)).error
        #expect(error?.kind == .malformed)
        #expect(error?.what.contains(field) == true, "\(String(describing: error))")
        #expect(error?.place == "partition 0, batch at offset 0")
    }

    @Test func smallestRecordIsNoError() throws {
        let read = outcome(try batch(hex("0c 00 00 00 01 01 00"), count: 1))
        #expect(read.batches?.first?.records.map(\.offset) == [0])
    }

    @Test func emptiedBatchIsReadWhateverItsCodec() throws {
        for codec in CompressionCodec.allCases {
            #expect(outcome(try batch([], count: 0, codec: codec)).batches?.first?.records.isEmpty == true)
        }
    }

    @Test(arguments: [CompressionCodec.gzip, .snappy, .lz4, .zstd])
    func burstingBatchIsStopped(codec: CompressionCodec) throws {
        let bytes = try RecordBatch([WireRecord(value: Array(repeating: 0, count: 3 << 20))], codec: codec).encoded()
        #expect(bytes.count < 1 << 18)
        #expect(outcome(bytes).batches?.count == 1)
        let error = outcome(bytes, limits: DecompressionLimits(batchBytes: 2 << 20)).error
        #expect(error?.kind == .malformed)
        #expect(error?.what.contains("\(codec)") == true && error?.what.contains("\(2 << 20) bytes") == true)
        // One may be, two together may not.
        let limits = DecompressionLimits(answerBytes: 4 << 20)
        #expect(outcome(bytes, limits: limits).error == nil)
        #expect(outcome(bytes + bytes, limits: limits).error?.kind == .malformed)
    }

    @Test func countOfRecordsMakesNoRoom() throws {
        // A thousand million records in a few bytes, as they are and in a codec.
        #expect(outcome(try batch(hex("0c 00 00 00 01 01 00"), count: 1_000_000_000)).error?.kind == .malformed)
        let packed = try CompressionCodec.zstd.compressed(hex("0c 00 00 00 01 01 00"))
        #expect(outcome(try batch(packed, count: 1_000_000_000, codec: .zstd)).error?.kind == .malformed)
    }

    @Test func headerNameThatIsNoTextIsShownAsFarAsItGoes() throws {
        let read = outcome(try batch(hex("14 00 00 00 01 01 02 04 61ff 01"), count: 1))
        #expect(read.batches?.first?.records.first?.headers == [.init(name: "a\u{fffd}", value: nil)])
    }
}
