import Testing

@testable import KafkaWire

/// Record batches whose bytes and checksums were made by another program.
struct LogEntryTests {
    /// zstd, log-append time, transactional; three records at 1000 to 1002.
    static let batch = hex(
        """
        00000000000003e8 00000037 00000005 02 1d386a66 001c 00000002 0000018bcfe56800 0000018bcfe568fa
        0000000000000fa1 0007 00000078 00000003 28b52ffd7a7a
        """)

    /// A control batch at 5.
    static let control = hex(
        """
        0000000000000005 00000032 00000005 02 89d95d9d 0030 00000000 0000018bcfe56800 0000018bcfe56800
        0000000000000fa1 0007 ffffffff 00000001 20
        """)

    /// Magic 1 at 41: uncompressed, no key, the value "hi".
    static let magic1 = hex(
        "0000000000000029 00000018 00000000 01 00 0000018bcfe56800 ffffffff 00000002 6869")

    /// Magic 0 at 42: snappy, no key, no value.
    static let magic0 = hex("000000000000002a 0000000e 00000000 00 02 ffffffff ffffffff")

    private func entries(_ bytes: [UInt8]) throws -> LogEntries { try LogEntries(bytes[...], place: "partition 0") }

    @Test func headerIsRead() throws {
        guard case .batch(let header) = try entries(Self.batch).entries.first else {
            Issue.record("no batch")
            return
        }
        #expect(header.baseOffset == 1000)
        #expect(header.nextOffset == 1003)
        #expect(header.byteSize == 67)
        #expect(header.partitionLeaderEpoch == 5)
        #expect(header.checksum == 0x1d38_6a66)
        #expect(header.codec == .zstd)
        #expect(header.hasLogAppendTime)
        #expect(header.isTransactional)
        #expect(!header.isControl)
        #expect(header.firstTimestamp == 1_700_000_000_000)
        #expect(header.maxTimestamp == 1_700_000_000_250)
        #expect(header.producerID == 4001)
        #expect(header.producerEpoch == 7)
        #expect(header.baseSequence == 120)
        #expect(header.recordCount == 3)
    }

    @Test func controlBatchIsTold() throws {
        guard case .batch(let header) = try entries(Self.control).entries.first else {
            Issue.record("no batch")
            return
        }
        #expect(header.isControl)
        #expect(header.isTransactional)
        #expect(header.codec == .none)
        #expect(header.baseSequence == -1)
    }

    @Test func oldMessagesAreTold() throws {
        let read = try entries(Self.magic1 + Self.magic0)
        #expect(
            read.entries == [
                .oldMessage(
                    OldMessage(magic: 1, offset: 41, byteSize: 36, codec: .none, timestamp: 1_700_000_000_000)),
                .oldMessage(OldMessage(magic: 0, offset: 42, byteSize: 26, codec: .snappy, timestamp: nil)),
            ])
        #expect(read.nextOffset == 43)
    }

    @Test func partialBatchAtTheEndIsNormal() throws {
        let whole = Self.control + Self.batch
        for length in 0...whole.count {
            let read = try entries(Array(whole.prefix(length)))
            let expected = length >= whole.count ? 2 : length >= Self.control.count ? 1 : 0
            #expect(read.entries.count == expected, "\(length) bytes")
            let complete = read.entries.reduce(0) { sum, entry in
                guard case .batch(let batch) = entry else { return sum }
                return sum + batch.byteSize
            }
            #expect(complete + read.partialBytes == length)
        }
    }

    @Test func everyAlteredByteBehindTheChecksumIsFound() throws {
        for index in 21..<Self.batch.count {
            var bytes = Self.batch
            bytes[index] ^= 1
            let error = wireError { () throws(WireError) in _ = try LogEntries(bytes[...], place: "partition 0") }
            #expect(error?.kind == .malformed, "byte \(index)")
        }
    }

    @Test func alteredBytesNeverCrash() {
        var generator = SeededGenerator(state: 11)
        let whole = Self.control + Self.magic1 + Self.batch
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            let error = wireError { () throws(WireError) in _ = try LogEntries(bytes[...], place: "partition 0") }
            #expect(error == nil || error?.kind == .malformed)
        }
    }

    @Test(arguments: [
        (8, "80000000", "batchLength"), (8, "00000000", "batchLength"), (8, "00000030", "batchLength"),
        (16, "03", "magic"), (16, "ff", "magic"), (17, "00000000", "crc"), (0, "ffffffffffffffff", "baseOffset"),
        (0, "7fffffffffffffff", "baseOffset"), (23, "ffffffff", "lastOffsetDelta"), (57, "ffffffff", "records"),
        (57, "00000004", "records"), (21, "0005", "attributes"),
    ])
    func hostileFieldIsNamed(at offset: Int, bytes: String, field: String) {
        var batch = Self.batch
        batch.replaceSubrange(offset..<offset + hex(bytes).count, with: hex(bytes))
        let error = wireError { () throws(WireError) in _ = try LogEntries(batch[...], place: "partition 0") }
        #expect(error?.place == "partition 0")
        #expect(error?.what.contains("'\(field)'") == true, "\(String(describing: error))")
    }

    @Test func slicesAreReadWhereverTheyBegin() throws {
        let padded = [1, 2, 3] + Self.batch
        #expect(try LogEntries(padded[3...], place: "").entries == entries(Self.batch).entries)
    }
}
