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

    static func setWindowEnd(_ windowEnd: Int64, _ database: Database) throws {
        try database.execute(sql: "UPDATE manifest SET window_end_ns = ?", arguments: [windowEnd])
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
        guard manifest.windowStart <= manifest.windowEnd else {
            throw TraceDamage(what: "its window ends before it starts")
        }
        return manifest
    }
}
