import Testing

@testable import KafkaWire

/// Batches read back as they were written, and as other programs write them.
struct RecordBatchTests {
    private func read(_ bytes: [UInt8]) throws -> [RecordBatch] {
        try RecordBatch.batches(in: bytes[...], place: "partition 0")
    }

    @Test func uncompressedBatchIsByteForByteThatOfTheJavaClient() throws {
        #expect(try JavaBatches.batch(.none).encoded() == JavaBatches.byCodec[.none])
    }

    @Test(arguments: CompressionCodec.allCases)
    func batchOfTheJavaClientIsRead(codec: CompressionCodec) throws {
        let bytes = try #require(JavaBatches.byCodec[codec])
        #expect(try read(bytes) == [JavaBatches.batch(codec).numbered])
    }

    @Test(arguments: CompressionCodec.allCases)
    func batchIsReadAsItWasWritten(codec: CompressionCodec) throws {
        let batch = JavaBatches.batch(codec)
        let found = try read(batch.encoded())
        #expect(found == [batch.numbered])
        #expect(found.first?.nextOffset == 1003)
        // Read and written once more it is the same.
        #expect(try read(found[0].encoded()) == found)
    }

    @Test(arguments: CompressionCodec.allCases, [0, 1, 3, 2000])
    func anyNumberOfRecordsIsRead(codec: CompressionCodec, count: Int) throws {
        var generator = SeededGenerator(state: UInt64(count) + 3)
        let records = (0..<count).map { _ in
            WireRecord(
                key: Bool.random(using: &generator) ? [UInt8.random(in: 0...255, using: &generator)] : nil,
                value: (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                    .random(in: 0...255, using: &generator)
                },
                timestamp: .random(in: -1...2_000_000_000_000, using: &generator),
                headers: (0..<Int.random(in: 0...3, using: &generator)).map {
                    .init(name: "header \($0) ü", value: $0 == 1 ? nil : [1, 2, 3])
                })
        }
        let batch = RecordBatch(records, codec: codec)
        #expect(try read(batch.encoded()) == [batch.numbered])
    }

    @Test func offsetsThatWereGivenAreWritten() throws {
        // As compaction leaves a batch: the first and the last record are gone.
        var batch = RecordBatch([WireRecord(value: [1]), WireRecord(value: [2])])
        batch.baseOffset = 100
        batch.lastOffsetDelta = 9
        batch.records[0].offset = 103
        batch.records[1].offset = 108
        let found = try #require(try read(batch.encoded()).first)
        #expect(found == batch)
        #expect(found.records.map(\.offset) == [103, 108])
        #expect(found.nextOffset == 110)
    }

    @Test func logAppendTimeIsThatOfEveryRecord() throws {
        let found = try #require(try read(JavaBatches.appended).first)
        #expect(found.hasLogAppendTime)
        #expect(found.maxTimestamp == 0x1a1_fd6a_1ae6)
        #expect(found.records.map(\.timestamp) == [0x1a1_fd6a_1ae6])
        #expect(found.records.map(\.offset) == [77])
    }

    @Test func endOfATransactionIsTold() throws {
        let found = try read(JavaBatches.commit + JavaBatches.abort)
        try #require(found.count == 2)
        #expect(try found[0].endTransactionMarker == .init(outcome: .commit, coordinatorEpoch: 42))
        #expect(try found[1].endTransactionMarker == .init(outcome: .abort, coordinatorEpoch: 42))
        for batch in found {
            #expect(batch.isControl && batch.isTransactional)
            #expect(batch.producerID == 4001)
        }
        // Read and written again it is the very same.
        #expect(try found[0].encoded() == JavaBatches.commit)
        #expect(try JavaBatches.batch(.none).endTransactionMarker == nil)
    }

    @Test func otherControlRecordsAreNoEndOfATransaction() throws {
        var batch = RecordBatch([WireRecord(key: [0, 0, 0, 2], value: [0, 0])])
        batch.isControl = true
        #expect(try batch.endTransactionMarker == nil)
        batch.records = []
        #expect(try batch.endTransactionMarker == nil)
    }

    @Test(
        arguments: [
            (nil, [0, 0, 0, 0, 0, 1]), ([0, 0, 0], [0, 0, 0, 0, 0, 1]), ([0xff, 0xff, 0, 1], [0, 0, 0, 0, 0, 1]),
            ([0, 0, 0, 1], nil), ([0, 0, 0, 1], [0, 0, 0, 0, 0]),
        ] as [([UInt8]?, [UInt8]?)])
    func brokenControlRecordIsAnError(key: [UInt8]?, value: [UInt8]?) {
        var batch = RecordBatch([WireRecord(key: key, value: value)])
        batch.isControl = true
        let broken = batch
        let error = wireError { () throws(WireError) in _ = try broken.endTransactionMarker }
        #expect(error?.kind == .malformed)
    }

    @Test func batchesAreReadUntilTheOneThatIsCutOff() throws {
        let first = try #require(JavaBatches.byCodec[.zstd])
        let whole = first + LogEntryTests.magic1 + JavaBatches.commit
        for length in 0...whole.count {
            let expected = length == whole.count ? 2 : length >= first.count ? 1 : 0
            #expect(try read(Array(whole.prefix(length))).count == expected, "\(length) bytes")
        }
    }

    @Test func whatHasNoPlaceInABatchIsNotWritten() {
        var far = RecordBatch([WireRecord(value: nil), WireRecord(value: nil, timestamp: .max)])
        far.records[0].timestamp = .min
        var before = RecordBatch([WireRecord(value: nil)])
        before.baseOffset = 10
        before.records[0].offset = 9
        var beyond = RecordBatch([WireRecord(value: nil)])
        beyond.records[0].offset = Int64(Int32.max) + 1
        for batch in [far, before, beyond] {
            let error = wireError { () throws(WireError) in _ = try batch.encoded() }
            #expect(error?.kind == .settings)
        }
    }
}
