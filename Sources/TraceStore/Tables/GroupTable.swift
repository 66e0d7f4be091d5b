internal import GRDB
internal import Traces

/// Table `consumer_groups`: who else reads the captured topics.
enum GroupTable {
    static func insert(_ group: TraceGroup, _ database: Database) throws {
        try database.insert(
            into: "consumer_groups",
            [
                "name": group.group, "state": group.state, "members": group.members, "topic": group.topic,
                "partitions": group.partitions, "lag_at_start": group.lagAtStart, "lag_at_end": group.lagAtEnd,
            ])
    }

    static func all(_ database: Database) throws -> [TraceGroup] {
        try database.rows(of: "consumer_groups", orderedBy: "topic, name, id") { row in
            TraceGroup(
                group: try row.text("name"), state: try row.text("state"),
                members: try row.integer("members", in: 0...Int.max),
                topic: try row.integer("topic", in: 0...TraceManifest.mostTopics),
                partitions: try row.integer("partitions", in: 0...Int.max),
                lagAtStart: try lag("lag_at_start", of: row), lagAtEnd: try lag("lag_at_end", of: row))
        }
    }

    private static func lag(_ column: String, of row: Row) throws -> Int64? {
        row.isNull(column) ? nil : try row.integer(column, in: 0...Int64.max)
    }
}
