internal import Foundation
internal import GRDB
package import Quantities
package import Traces

/// A trace that was opened for reading.
///
/// Nothing in the file is trusted: what it claims is checked where it is read, and damage is an error. Memory goes by
/// the file's number of blocks, not by its events. Any number of cursors may read at a time.
package struct TraceFile: Sendable {
    package let path: String
    package let manifest: TraceManifest
    /// Events of all partitions.
    package let eventCount: Int64
    /// Distinct keys; events name them by number, below this.
    package let keyCount: Int
    package let size: ByteCount
    let blocks: [BlockEntry]
    private let queue: DatabaseQueue

    /// Opens a trace, and checks everything but the bytes of its blocks, which a cursor checks as it comes to them.
    package static func open(at path: String) throws(TraceError) -> TraceFile {
        let header = try TraceFileHeader(of: path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { database in
                try checkTables(database)
                let manifest = try ManifestTables.read(database, formatVersion: Int(header.formatVersion))
                let blocks = try BlockTable.entries(database, manifest: manifest)
                let events = blocks.reduce(0) { $0 + Int64($1.events) }
                let keys = try KeyPages.count(database)
                try ManifestTables.check(events: events, keys: keys, database)
                return TraceFile(
                    path: path, manifest: manifest, eventCount: events, keyCount: keys, size: ByteCount(header.size),
                    blocks: blocks, queue: queue)
            }
        } catch {
            throw TraceError(error, during: "opening", path: path)
        }
    }

    /// The keys' salted hashes, by number.
    package func keys() throws(TraceError) -> [UInt64] { try read { try KeyPages.read($0) } }

    /// By the time at which they were found.
    package func gaps() throws(TraceError) -> [TraceGap] {
        let gaps = try read { try GapTable.all($0) }
        try check(gaps.map { ($0.topic, $0.partition) }, in: "gaps")
        return gaps
    }

    /// By topic and name.
    package func groups() throws(TraceError) -> [TraceGroup] {
        let groups = try read { try GroupTable.all($0) }
        try check(groups.map { ($0.topic, 0) }, in: "consumer_groups")
        return groups
    }

    /// By topic, partition and codec.
    package func batches() throws(TraceError) -> [TraceBatch] {
        let batches = try read { try BatchTable.all($0) }
        try check(batches.map { ($0.topic, $0.partition) }, in: "batches")
        return batches
    }

    /// By topic and partition.
    package func partitions() throws(TraceError) -> [TracePartition] {
        let partitions = try read { try PartitionTable.all($0) }
        try check(partitions.map { ($0.topic, $0.partition) }, in: "partitions")
        return partitions
    }

    /// All events by arrival time, from the first.
    package func events() -> TraceCursor { TraceCursor(self) }

    /// The bytes of a block.
    func bytes(of entry: BlockEntry) throws(TraceError) -> [UInt8] {
        try read { database in
            guard let bytes = try BlockTable.bytes(entry.id, database) else {
                throw TraceDamage(what: "\(place(of: entry)) is gone: the file was changed while it was read")
            }
            return bytes
        }
    }

    /// `block 3 of topic 'positions', partition 0`.
    func place(of entry: BlockEntry) -> String {
        "block \(entry.number) of topic '\(manifest.topics[entry.topic].name)', partition \(entry.partition)"
    }

    private func check(_ places: [(topic: Int, partition: Int32)], in table: String) throws(TraceError) {
        for place in places {
            guard manifest.topics.indices.contains(place.topic),
                place.partition < manifest.topics[place.topic].partitions
            else {
                throw TraceError(
                    .damaged,
                    "table \(table) names topic \(place.topic), partition \(place.partition), which it has not",
                    path: path, remedy: TraceError.copyAgain)
            }
        }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(TraceError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw TraceError(error, during: "reading", path: path)
        }
    }

    /// Only tables, with the very columns that a trace has: a view or a trigger could compute without end.
    private static func checkTables(_ database: Database) throws {
        for table in TraceSchema.tables {
            let sql = try Row.fetchOne(
                database, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?",
                arguments: [table.name])
            guard let sql, try sql.text("sql") == table.sql else {
                throw TraceDamage(what: "its table \(table.name) is not that of a trace")
            }
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "trace"
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // https://www.sqlite.org/security.html#untrusted_sqlite_database_files
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
        }
        return configuration
    }
}
