internal import GRDB
internal import Traces

/// Tables `manifest`, of one row, and `topics`.
enum ManifestTables {
    static func insert(_ manifest: TraceManifest, _ database: Database) throws {
        try database.insert(
            into: "manifest",
            [
                "captured_at_ns": manifest.capturedAt, "source": manifest.source,
                "window_start_ns": manifest.windowStart, "window_end_ns": manifest.windowEnd,
                "window_kind": manifest.window.rawValue, "seatrial_version": manifest.seatrialVersion,
            ])
        for (index, topic) in manifest.topics.enumerated() {
            try database.insert(
                into: "topics",
                [
                    "topic": index, "name": topic.name, "partitions": topic.partitions,
                    "timestamp_kind": topic.timestampKind.rawValue,
                ])
        }
    }

    static func setTimestampKind(
        _ kind: TraceManifest.TimestampKind, ofTopic topic: Int, _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE topics SET timestamp_kind = ? WHERE topic = ?", arguments: [kind.rawValue, topic])
    }

    /// Says what the finished trace holds; without it the trace counts as unfinished.
    static func finish(windowEnd: Int64, events: Int64, keys: Int, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE manifest SET window_end_ns = ?, events = ?, keys = ?", arguments: [windowEnd, events, keys])
    }

    /// Holds what was found against what the writer said it wrote.
    static func check(events: Int64, keys: Int, _ database: Database) throws {
        guard let row = try Row.fetchOne(database, sql: "SELECT events, keys FROM manifest"), !row.isNull("events")
        else { throw TraceDamage(what: "the capture that wrote it was ended before it was whole") }
        let said = try row.integer("events", in: 0...Int64.max)
        guard said == events, try row.integer("keys", in: 0...Int.max) == keys else {
            throw TraceDamage(what: "it holds \(events) events where \(said) were written, or keys are missing")
        }
    }

    static func read(_ database: Database, formatVersion: Int) throws -> TraceManifest {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM manifest") else {
            throw TraceDamage(what: "it has no manifest")
        }
        guard try Int.fetchOne(database, sql: "SELECT count(*) FROM topics") ?? 0 <= TraceManifest.mostTopics else {
            throw TraceDamage(what: "it says it has more than \(TraceManifest.mostTopics) topics")
        }
        let topics = try database.rows(of: "topics", orderedBy: "topic") { row in
            (
                try row.integer("topic", in: 0...TraceManifest.mostTopics),
                TraceManifest.Topic(
                    name: try row.text("name"),
                    partitions: try row.integer("partitions", in: 1...TraceManifest.mostPartitions),
                    timestampKind: try row.word("timestamp_kind"))
            )
        }
        guard !topics.isEmpty, topics.map(\.0) == Array(topics.indices) else {
            throw TraceDamage(what: "its topics are not numbered 0, 1, 2, ...")
        }
        let manifest = TraceManifest(
            formatVersion: formatVersion, capturedAt: try row.integer("captured_at_ns", in: Int64.min...Int64.max),
            source: try row.text("source"), windowStart: try row.integer("window_start_ns", in: 0...Int64.max),
            windowEnd: try row.integer("window_end_ns", in: 0...Int64.max), window: try row.word("window_kind"),
            topics: topics.map(\.1), seatrialVersion: try row.text("seatrial_version"))
        guard manifest.partitionCount <= TraceManifest.mostPartitionsInAll else {
            throw TraceDamage(what: "it says it has \(manifest.partitionCount) partitions")
        }
        guard manifest.windowStart <= manifest.windowEnd else {
            throw TraceDamage(what: "its window ends before it starts")
        }
        return manifest
    }
}
