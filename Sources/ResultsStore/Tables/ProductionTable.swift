import Evidence
import GRDB

/// Table `production`: what the producers did, by second and phase.
enum ProductionTable {
    /// A row for a second that is there already adds what was asked to it, and may add nothing else.
    static func insert(_ rows: [ProductionRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            if try addedAsked(of: row, trial: trial, database) { continue }
            try database.insert(
                into: "production",
                [
                    "trial_number": trial, "second": row.second, "phase": row.phase, "asked": row.asked,
                    "sent": row.sent, "sent_bytes": row.sentBytes, "acked": row.acked, "rejected": row.rejected,
                    "indeterminate": row.indeterminate, "late": row.late, "queue_full": row.queueFull,
                ])
        }
    }

    /// Whether the row is only of what was asked, in a second that is there.
    private static func addedAsked(of row: ProductionRow, trial: Int64, _ database: Database) throws -> Bool {
        var asked = ProductionRow(second: row.second, phase: row.phase)
        asked.asked = row.asked
        guard row == asked else { return false }
        let update = try database.cachedStatement(
            sql: "UPDATE production SET asked = asked + ? WHERE trial_number = ? AND second = ? AND phase = ?")
        try update.execute(arguments: [row.asked, trial, row.second, row.phase])
        return database.changesCount > 0
    }

    static func all(trial: Int64, _ database: Database) throws -> [ProductionRow] {
        try database.rows(of: "production", trial: trial, orderedBy: "second, phase") { row in
            var value = ProductionRow(second: row["second"], phase: row["phase"])
            value.asked = row["asked"]
            value.sent = row["sent"]
            value.sentBytes = row["sent_bytes"]
            value.acked = row["acked"]
            value.rejected = row["rejected"]
            value.indeterminate = row["indeterminate"]
            value.late = row["late"]
            value.queueFull = row["queue_full"]
            return value
        }
    }
}
