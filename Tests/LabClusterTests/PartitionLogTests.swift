import KafkaWire
import Testing

@testable import LabCluster

struct PartitionLogTests {
    private static func batch(_ values: [String], key: String? = nil, time: Int64 = 1000) throws -> WireBytes {
        try RecordBatch(
            values.map { WireRecord(key: key.map { Array($0.utf8) }, value: Array($0.utf8), timestamp: time) }
        ).encoded()[...]
    }

    private static func append(_ bytes: WireBytes, to log: PartitionLog, limits: SegmentLimits = SegmentLimits()) throws
    {
        log.append(bytes, try #require(BatchHeader(bytes)), leaderEpoch: 0, rollAt: limits)
    }

    private static func all(_ log: PartitionLog) throws -> [WireRecord] {
        var records: [WireRecord] = []
        var next = log.startOffset
        // A read ends with a large block; the next one goes on behind it.
        while case let bytes = try log.read(from: next, upTo: log.endOffset, mostBytes: .max, atLeastOne: true),
            !bytes.isEmpty
        {
            let batches = try RecordBatch.batches(in: bytes, place: "log")
            records += batches.flatMap(\.records)
            next = batches.last?.nextOffset ?? log.endOffset
        }
        return records
    }

    @Test func offsetsFollowEachOther() throws {
        let log = PartitionLog()
        try Self.append(Self.batch(["a", "b"]), to: log)
        try Self.append(Self.batch(["c", "d"]), to: log)
        #expect(log.endOffset == 4)
        #expect(try Self.all(log).map(\.offset) == [0, 1, 2, 3])
    }

    @Test func readBeginsWithTheBatchThatHoldsTheOffset() throws {
        let log = PartitionLog()
        for _ in 0..<3 { try Self.append(Self.batch(["a", "b"]), to: log) }
        let read = try log.read(from: 3, upTo: 6, mostBytes: 1, atLeastOne: true)
        #expect(try RecordBatch.batches(in: read, place: "log").map(\.baseOffset) == [2])
        #expect(try log.read(from: 3, upTo: 6, mostBytes: 1, atLeastOne: false).isEmpty)
        #expect(try log.read(from: 0, upTo: 1, mostBytes: .max, atLeastOne: true).isEmpty)
    }

    @Test func everyOffsetIsFoundAcrossBlocksAndSegments() throws {
        let log = PartitionLog()
        let large = String(repeating: "x", count: 300_000)
        for _ in 0..<20 { try Self.append(Self.batch([large, "y"]), to: log, limits: SegmentLimits(bytes: 2_000_000)) }
        #expect(log.segments.count > 2)
        for offset in Int64(0)..<40 {
            let read = try log.read(from: offset, upTo: 40, mostBytes: 1, atLeastOne: true)
            #expect(try RecordBatch.batches(in: read, place: "log").map(\.baseOffset) == [offset / 2 * 2])
        }
        #expect(try Self.all(log).count == 40)
    }

    @Test func whatMemoryHasNoRoomForIsReadFromDisk() throws {
        let directory = LabDirectory(in: nil, number: .random(in: 0...(.max)))
        defer { directory.remove() }
        let store = LogStore(directory, memory: 1 << 20)
        let log = PartitionLog(store)
        let large = String(repeating: "x", count: 300_000)
        for index in 0..<20 { try Self.append(Self.batch(["\(index)\(large)"]), to: log) }
        #expect(log.segments[0].blocks.contains { $0.filePosition != nil && $0.bytes.isEmpty })
        let records = try Self.all(log)
        #expect(
            records.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == (0..<20).map { "\($0)\(large)" })
    }

    @Test func memoryOfBlocksThatAreGoneServesTheNextOnes() throws {
        let store = LogStore(LabDirectory(in: nil, number: .random(in: 0...(.max))), memory: 64 << 20)
        let first = try Self.placesOfBlocks(in: store)
        // The system would give them the same places again; these take them.
        let others = (0..<8).map { _ in [UInt8](repeating: 1, count: LogBlock.room) }
        let second = try withExtendedLifetime(others) { try Self.placesOfBlocks(in: store) }
        #expect(first.count == 4)
        #expect(second == first)
    }

    /// Where the blocks of a log are in memory that is gone when this returns.
    private static func placesOfBlocks(in store: LogStore) throws -> Set<UInt> {
        let log = PartitionLog(store)
        let large = String(repeating: "x", count: 300_000)
        for _ in 0..<16 { try append(batch([large]), to: log) }
        return Set(
            log.segments[0].blocks.map { block in
                block.bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
            })
    }

    @Test func anAnswerKeepsItsBytesWhenTheirBlockIsGone() throws {
        let store = LogStore(LabDirectory(in: nil, number: .random(in: 0...(.max))), memory: 64 << 20)
        var log = PartitionLog(store)
        let (old, new) = (String(repeating: "o", count: 300_000), String(repeating: "n", count: 300_000))
        try Self.append(Self.batch([old]), to: log)
        try Self.append(Self.batch([old]), to: log)
        let answer = try log.read(from: 0, upTo: 2, mostBytes: .max, atLeastOne: true)
        log = PartitionLog(store)
        for _ in 0..<8 { try Self.append(Self.batch([new]), to: log) }
        let values = try RecordBatch.batches(in: answer, place: "answer").flatMap(\.records).map(\.value)
        #expect(values == [Array(old.utf8), Array(old.utf8)])
    }

    @Test func truncationTakesWholeBatches() throws {
        let log = PartitionLog()
        for _ in 0..<3 { try Self.append(Self.batch(["a", "b"]), to: log) }
        log.truncate(to: 4)
        #expect(log.endOffset == 4)
        try Self.append(Self.batch(["c"]), to: log)
        #expect(try Self.all(log).map(\.offset) == [0, 1, 2, 3, 4])
    }

    @Test func appendTimeIsWrittenWithItsChecksum() throws {
        let log = PartitionLog()
        let bytes = try Self.batch(["a"])
        log.append(bytes, try #require(BatchHeader(bytes)), leaderEpoch: 3, appendTime: 77)
        // The checksum is compared when it is read.
        let batch = try #require(
            try RecordBatch.batches(in: log.read(from: 0, upTo: 1, mostBytes: .max, atLeastOne: true), place: "log")
                .first)
        #expect(batch.records.map(\.timestamp) == [77])
        #expect(batch.hasLogAppendTime)
        #expect(batch.partitionLeaderEpoch == 3)
    }

    @Test func recordsAreFoundByTime() throws {
        let log = PartitionLog()
        for time in [Int64(10), 30, 20] { try Self.append(Self.batch(["a"], time: time), to: log) }
        #expect(try log.first(atOrAfter: 11, before: 3)?.offset == 1)
        #expect(try log.first(atOrAfter: 31, before: 3) == nil)
        #expect(try log.latest(before: 3)?.offset == 1)
        log.advanceStart(to: 2)
        #expect(try log.first(atOrAfter: 0, before: 3)?.offset == 2)
    }

    @Test func epochsEndWhereTheNextBegins() throws {
        let log = PartitionLog()
        log.begin(epoch: 0)
        try Self.append(Self.batch(["a", "b"]), to: log)
        log.begin(epoch: 4)
        #expect(log.end(ofEpoch: 0)?.offset == 2)
        #expect(log.end(ofEpoch: 2)?.epoch == 0)
        #expect(log.end(ofEpoch: 4)?.offset == 2)
        #expect(log.end(ofEpoch: 5) == nil)
    }

    @Test func retentionDeletesWholeSegmentsThatAreTooOldOrTooMany() throws {
        let log = PartitionLog()
        for time in [Int64(100), 200, 300] {
            try Self.append(Self.batch(["a"], time: time), to: log, limits: SegmentLimits(bytes: 80))
        }
        #expect(log.segments.count == 3)
        log.retain(TopicSettings(["retention.ms": "150"]), now: 300, highWatermark: 3)
        #expect(log.startOffset == 1)
        log.retain(TopicSettings(["retention.ms": "-1", "retention.bytes": "1"]), now: 300, highWatermark: 3)
        #expect(log.startOffset == 2)
        log.retain(TopicSettings(["retention.ms": "1"]), now: 1000, highWatermark: 3)
        #expect(log.startOffset == 3)
        #expect(log.endOffset == 3)
    }

    @Test func theLatestRecordIsThatOfTheSegmentsAlsoWhereItWasDeleted() throws {
        let log = PartitionLog()
        try Self.append(Self.batch(["a"], time: 300), to: log)
        try Self.append(Self.batch(["b"], time: 200), to: log)
        log.advanceStart(to: 1)
        #expect(try log.latest(before: 2)?.offset == 0)
        // It is not looked for among those that can be read.
        try Self.append(Self.batch(["c"], time: 400), to: log)
        #expect(try log.latest(before: 2) == nil)
    }

    @Test func aLogThatStartsWithinABatchBeginsWithThatBatch() throws {
        let log = PartitionLog()
        try Self.append(Self.batch(["a"]), to: log)
        try Self.append(Self.batch(["b", "c"]), to: log)
        log.advanceStart(to: 2)
        #expect(log.firstBatchOffset == 1)
        log.advanceStart(to: 3)
        #expect(log.firstBatchOffset == 3)
    }

    @Test func retentionEndsWhereAllRecordsWereDeletedBefore() throws {
        let log = PartitionLog()
        try Self.append(Self.batch(["a"]), to: log)
        log.advanceStart(to: 1)
        log.retain(TopicSettings(["retention.ms": "1"]), now: 5000, highWatermark: 1)
        #expect(log.segments.count == 1)
        #expect(log.size == 0)
    }

    @Test func compactionKeepsTheLastOfEveryKeyAtItsOffset() throws {
        let log = PartitionLog()
        let limits = SegmentLimits(bytes: 80)
        for (key, value) in [("k", "1"), ("l", "1"), ("k", "2"), ("z", "end")] {
            try Self.append(Self.batch([value], key: key), to: log, limits: limits)
        }
        try log.compact(TopicSettings(["cleanup.policy": "compact"]), now: 5000, stable: 4)
        #expect(try Self.all(log).map(\.offset) == [1, 2, 3])
        #expect(log.endOffset == 4)
    }

    @Test func deletionsGoOnlyAfterTheirTime() throws {
        let log = PartitionLog()
        let limits = SegmentLimits(bytes: 80)
        let settings = TopicSettings(["cleanup.policy": "compact", "delete.retention.ms": "100"])
        let deletion = try RecordBatch([WireRecord(key: [1], value: nil, timestamp: 1)]).encoded()[...]
        try Self.append(deletion, to: log, limits: limits)
        try Self.append(Self.batch(["end"], key: "z"), to: log, limits: limits)
        try log.compact(settings, now: 1000, stable: 2)
        #expect(try Self.all(log).map(\.offset) == [0, 1])
        try log.compact(settings, now: 1099, stable: 2)
        #expect(try Self.all(log).map(\.offset) == [0, 1])
        try log.compact(settings, now: 1100, stable: 2)
        #expect(try Self.all(log).map(\.offset) == [1])
    }

    @Test func whatIsYoungerThanTheLagIsNotCleaned() throws {
        let log = PartitionLog()
        let limits = SegmentLimits(bytes: 80)
        for time in [Int64(100), 200, 300] {
            try Self.append(Self.batch(["a"], key: "k", time: time), to: log, limits: limits)
        }
        let settings = TopicSettings(["cleanup.policy": "compact", "min.compaction.lag.ms": "1000"])
        try log.compact(settings, now: 1000, stable: 3)
        #expect(try Self.all(log).map(\.offset) == [0, 1, 2])
        try log.compact(settings, now: 1200, stable: 3)
        #expect(try Self.all(log).map(\.offset) == [1, 2])
    }
}
