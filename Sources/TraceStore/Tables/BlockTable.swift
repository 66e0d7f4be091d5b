internal import Foundation
internal import GRDB
internal import Quantities
internal import Traces

/// A block's row without its bytes.
struct BlockEntry: Hashable, Sendable {
    var id: Int64
    var topic: Int
    var partition: Int32
    /// Counts the partition's blocks from 0.
    var number: Int
    var events: Int
    var firstNs: UInt64
    var lastNs: UInt64
}

/// Table `blocks`: the events.
enum BlockTable {
    struct NewBlock {
        var entry: BlockEntry
        var bytes: [UInt8]
    }

    static func insert(_ block: NewBlock, _ database: Database) throws {
        try database.insert(
            into: "blocks",
            [
                "topic": block.entry.topic, "partition": block.entry.partition, "number": block.entry.number,
                "events": block.entry.events, "first_ns": Int64(clamping: block.entry.firstNs),
                "last_ns": Int64(clamping: block.entry.lastNs), "bytes": Data(block.bytes),
            ])
    }

    /// Every block's row, by topic, partition and number, held against the manifest and the block before it.
    static func entries(_ database: Database, manifest: TraceManifest) throws -> [BlockEntry] {
        var entries: [BlockEntry] = []
        let cursor = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, topic, partition, number, events, first_ns, last_ns FROM blocks
                ORDER BY topic, partition, number
                """)
        while let row = try cursor.next() {
            let entry = try entry(row, manifest: manifest)
            try check(entry, behind: entries.last, manifest: manifest)
            entries.append(entry)
        }
        return entries
    }

    /// The bytes of one block; nil where it is gone.
    static func bytes(_ id: Int64, _ database: Database) throws -> [UInt8]? {
        try Row.fetchOne(database, sql: "SELECT bytes FROM blocks WHERE id = ?", arguments: [id])?.bytes("bytes")
    }

    private static func entry(_ row: Row, manifest: TraceManifest) throws(TraceDamage) -> BlockEntry {
        let topic = try row.integer("topic", in: 0...manifest.topics.count - 1)
        return BlockEntry(
            id: try row.integer("id", in: Int64.min...Int64.max), topic: topic,
            partition: try row.integer("partition", in: 0...manifest.topics[topic].partitions - 1),
            number: try row.integer("number", in: 0...Int.max),
            events: try row.integer("events", in: 1...TraceBlock.mostEvents),
            firstNs: UInt64(try row.integer("first_ns", in: 0...Int64.max)),
            lastNs: UInt64(try row.integer("last_ns", in: 0...Int64.max)))
    }

    private static func check(
        _ entry: BlockEntry, behind before: BlockEntry?, manifest: TraceManifest
    ) throws(TraceDamage) {
        let place =
            "block \(entry.number) of topic '\(manifest.topics[entry.topic].name)', partition \(entry.partition)"
        let isFirst = before.map { $0.topic != entry.topic || $0.partition != entry.partition } ?? true
        guard entry.number == (isFirst ? 0 : (before?.number ?? 0) + 1) else {
            throw TraceDamage(what: "\(place) does not follow the one before it: a block is missing")
        }
        let earliest = isFirst ? 0 : before?.lastNs ?? 0
        guard earliest <= entry.firstNs, entry.firstNs <= entry.lastNs else {
            throw TraceDamage(code: .timeGoesBack, what: "in \(place) time goes backwards")
        }
        guard entry.lastNs < UInt64(manifest.length.rawValue) else {
            throw TraceDamage(what: "\(place) lies behind the end of the trace's window")
        }
    }
}
