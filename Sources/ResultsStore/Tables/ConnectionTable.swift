import Evidence
import GRDB

/// Table `connections`: what devices with a connection of their own did, by second and phase.
enum ConnectionTable {
    static func insert(_ rows: [ConnectionRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            try database.insert(
                into: "connections",
                [
                    "trial_number": trial, "second": row.second, "phase": row.phase, "asked": row.asked,
                    "opened": row.opened, "failed": row.failed, "closed": row.closed,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [ConnectionRow] {
        try database.rows(of: "connections", trial: trial, orderedBy: "second, phase") { row in
            var value = ConnectionRow(second: row["second"], phase: row["phase"])
            value.asked = row["asked"]
            value.opened = row["opened"]
            value.failed = row["failed"]
            value.closed = row["closed"]
            return value
        }
    }
}
