import Testing

@testable import KafkaWire

struct SampledPartitionTests {
    private func entries(_ bytes: [UInt8]) throws -> LogEntries { try LogEntries(bytes[...], place: "") }

    @Test(arguments: [
        (SampleStart.earliest, Int64(10)), (.recent(records: 5), 95), (.recent(records: 1000), 10),
        (.recent(records: 0), 100), (.recent(records: -1), 100), (.recent(records: .max), 10), (.offsets([3: 50]), 50),
        (.offsets([3: 5]), 10), (.offsets([3: 500]), 100), (.offsets([4: 50]), 10),
    ])
    func startLiesWithinTheLog(start: SampleStart, offset: Int64) {
        #expect(start.offset(in: 3, earliest: 10, latest: 100) == offset)
    }

    @Test func batchesAreTakenUntilTheEndOfTheLog() throws {
        var partition = SampledPartition(id: 3, position: 1000, end: 1003, maxBytes: 1 << 20)
        #expect(!partition.isDone)
        #expect(partition.take(try entries(LogEntryTests.batch), topic: "t"))
        #expect(partition.isDone)
        #expect(
            partition.samples == [
                BatchSample(
                    topic: "t", partition: 3, baseOffset: 1000, recordCount: 3, byteSize: 67, codec: .zstd,
                    maxTimestamp: 1_700_000_000_250, magic: 2, isTransactional: true, isControl: false)
            ])
    }

    @Test func limitOfBytesEndsThePartitionAfterTheBatchThatReachesIt() throws {
        var partition = SampledPartition(id: 0, position: 0, end: 5000, maxBytes: 63)
        #expect(partition.request(atMost: 1 << 20).partitionMaxBytes == 63)
        #expect(partition.take(try entries(LogEntryTests.control + LogEntryTests.batch), topic: "t"))
        #expect(partition.samples.map(\.baseOffset) == [5, 1000])
        #expect(partition.isDone)
        var smaller = SampledPartition(id: 0, position: 0, end: 5000, maxBytes: 10)
        #expect(smaller.take(try entries(LogEntryTests.control + LogEntryTests.batch), topic: "t"))
        #expect(smaller.samples.map(\.baseOffset) == [5])
    }

    @Test func batchWrittenAfterTheBeginningIsLeftOut() throws {
        var partition = SampledPartition(id: 0, position: 5, end: 6, maxBytes: 1 << 20)
        #expect(partition.take(try entries(LogEntryTests.control + LogEntryTests.batch), topic: "t"))
        #expect(partition.samples.map(\.baseOffset) == [5])
    }

    @Test func nothingNewIsNoProgress() throws {
        var partition = SampledPartition(id: 0, position: 2000, end: 3000, maxBytes: 1 << 20)
        #expect(!partition.take(try entries(LogEntryTests.batch), topic: "t"))
        #expect(!partition.take(try entries([1, 2, 3]), topic: "t"))
        #expect(partition.samples.isEmpty)
    }

    @Test func whatRetentionTookIsSkipped() {
        var partition = SampledPartition(id: 0, position: 5, end: 100, maxBytes: 1)
        partition.skip(to: 50)
        #expect(partition.position == 50)
        partition.skip(to: 20)
        #expect(partition.position == 50)
    }

    @Test func oldMessagesSayWhatTheyCannotTell() throws {
        var partition = SampledPartition(id: 0, position: 41, end: 43, maxBytes: 1 << 20)
        #expect(partition.take(try entries(LogEntryTests.magic1 + LogEntryTests.magic0), topic: "t"))
        #expect(partition.samples.map(\.recordCount) == [1, nil])
        #expect(partition.samples.map(\.magic) == [1, 0])
        #expect(partition.samples.map(\.maxTimestamp) == [1_700_000_000_000, nil])
    }
}
