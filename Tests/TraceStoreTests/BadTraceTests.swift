import Foundation
import TestSupport
import Testing
import TraceStore
import Traces

/// Files that are no trace, or not the one that was written.
struct BadTraceTests {
    private static func written() throws -> SampleTrace {
        let sample = try SampleTrace()
        try sample.write((0..<2_000).map { .at($0 * 3, key: UInt32($0 % 5)) } + [.at(7, topic: 1)], keys: 5)
        try #require(sample.error() == nil)
        return sample
    }

    @Test func missingFile() throws {
        #expect(try SampleTrace().error()?.code == .missing)
    }

    @Test(arguments: ["", "hello", "SQLite format 4\0 and more of it", String(repeating: "x", count: 5_000)])
    func otherFile(text: String) throws {
        let sample = try SampleTrace()
        try sample.folder.write(text, to: "a.trace")
        #expect(sample.error()?.code == .notSQLite)
    }

    @Test func folder() throws {
        let sample = try SampleTrace()
        try FileManager.default.createDirectory(atPath: sample.path, withIntermediateDirectories: false)
        #expect(sample.error()?.code == .denied)
    }

    @Test func databaseOfSomethingElse() throws {
        let sample = try SampleTrace()
        try sample.tamper("CREATE TABLE events (id)")
        #expect(sample.error()?.code == .notATrace)
    }

    @Test func newerVersionIsRefusedAndLeftAlone() throws {
        let sample = try Self.written()
        try sample.tamper("PRAGMA user_version = 2")
        let before = FileManager.default.contents(atPath: sample.path)
        let error = try #require(sample.error())
        #expect(error.code == .newer)
        #expect(error.description.contains("format 2"))
        #expect(FileManager.default.contents(atPath: sample.path) == before)
    }

    @Test(arguments: [10, 99, 100, 4_000, -1, -4_096])
    func truncatedFile(length: Int) throws {
        let sample = try Self.written()
        let whole = try #require(FileManager.default.contents(atPath: sample.path))
        try whole.prefix(length > 0 ? length : whole.count + length).write(to: sample.folder.file("a.trace"))
        let error = try #require(sample.error())
        #expect(error.code == .truncated)
        #expect(error.description.contains("copy it again"))
    }

    @Test func damagedBlockIsNamed() throws {
        let sample = try Self.written()
        let page = try #require(FileManager.default.contents(atPath: sample.path))
        let block = TraceBlock.encode((0..<2_000).map { .at($0 * 3, key: UInt32($0 % 5)) })
        var damaged = page
        let place = try #require(page.range(of: Data(block.prefix(40)))).upperBound
        damaged[place] ^= 0xFF
        try damaged.write(to: sample.folder.file("a.trace"))
        let error = try #require(sample.error())
        #expect(error.code == .damagedBlock)
        #expect(error.description.contains("block 0 of topic 'positions', partition 0"))
    }

    @Test func blocksThatWereSwappedAreFound() throws {
        let sample = try SampleTrace()
        try sample.write([.at(1, partition: 0), .at(1, partition: 1)])
        try sample.tamper(
            "UPDATE blocks SET bytes = (SELECT bytes FROM blocks AS other WHERE other.partition = 1 - blocks.partition)"
        )
        #expect(sample.error()?.code == .damagedBlock)
    }

    @Test func timeThatGoesBackIsFound() throws {
        let sample = try SampleTrace()
        try sample.write((0..<20_000).map { .at($0) })
        try sample.tamper(
            """
            UPDATE blocks SET number = 9 WHERE number = 0; UPDATE blocks SET number = 0 WHERE number = 1;
            UPDATE blocks SET number = 1 WHERE number = 9
            """)
        let error = try #require(sample.error())
        #expect(error.code == .timeGoesBack)
        #expect(error.description.contains("time goes backwards"))
    }

    @Test(arguments: [
        "DELETE FROM blocks WHERE number = 0", "DELETE FROM blocks", "UPDATE manifest SET events = NULL",
        "DELETE FROM manifest", "DELETE FROM topics",
        "UPDATE topics SET topic = topic + 7", "UPDATE topics SET partitions = 1000000000",
        "UPDATE topics SET timestamp_kind = 'guess'", "UPDATE blocks SET topic = topic + 5",
        "UPDATE blocks SET partition = -1",
        "UPDATE blocks SET events = 9000", "UPDATE blocks SET events = events - 1", "UPDATE blocks SET first_ns = -1",
        "UPDATE blocks SET first_ns = first_ns + 1", "UPDATE blocks SET last_ns = last_ns + 1",
        "UPDATE blocks SET last_ns = 9223372036854775807", "UPDATE blocks SET bytes = x''",
        "UPDATE manifest SET window_end_ns = 0", "UPDATE manifest SET window_end_ns = window_start_ns + 1",
        "UPDATE manifest SET window_kind = 'soon'", "DELETE FROM key_pages",
        "UPDATE key_pages SET hashes = x'0102030405060708'", "UPDATE key_pages SET first_key = 3",
        "DROP TABLE gaps", "ALTER TABLE gaps ADD COLUMN more TEXT",
        "DROP TABLE blocks; CREATE VIEW blocks AS SELECT 1 AS id",
        "INSERT INTO gaps VALUES (1, 0, 7, 0, 1, 0, 'rotated')", "INSERT INTO gaps VALUES (1, 0, 0, 0, 1, 0, 'fun')",
        "INSERT INTO gaps VALUES (1, 0, 0, -4, 1, 0, 'rotated')",
        "INSERT INTO consumer_groups VALUES (1, 'g', 's', -1, 0, 1, 1, 1)",
        "INSERT INTO consumer_groups VALUES (1, 'g', 's', 1, 9, 1, 1, 1)",
        "INSERT INTO batches VALUES (1, 0, 0, 'lz4', 1, 1, 1, '1:1 x', '')",
        "INSERT INTO batches VALUES (1, 0, 0, 'lz4', 1, 1, 1, '70:1', '')",
        "INSERT INTO partitions VALUES (0, 2, 1, 2, -3, 1, 0)", "PRAGMA journal_mode = WAL",
    ])
    func whatNoTraceSaysIsRefused(sql: String) throws {
        let sample = try Self.written()
        try sample.tamper(sql)
        let error = try #require(sample.error())
        #expect([.damaged, .damagedBlock, .timeGoesBack].contains(error.code), "\(error)")
        #expect(error.description.contains(sample.path))
    }

    /// Any byte of the file may be anything: an error or a trace, never a crash.
    @Test func damageAnywhereInTheFileDoesNotCrash() throws {
        let sample = try SampleTrace()
        try sample.write((0..<300).map { .at($0 * 3, key: UInt32($0 % 5)) }, keys: 5)
        let whole = try #require(FileManager.default.contents(atPath: sample.path))
        var found = 0
        for place in stride(from: 0, to: whole.count, by: 61) {
            var damaged = whole
            damaged[place] ^= 0xA5
            try damaged.write(to: sample.folder.file("a.trace"))
            if sample.error() != nil { found += 1 }
        }
        #expect(found > 0)
    }
}
