import Evidence
import GRDB

/// Table `production`: what the producers did, by second and phase.
enum ProductionTable {
    static func insert(_ rows: [ProductionRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            try database.insert(
                into: "production",
                [
                    "trial_number": trial, "second": row.second, "phase": row.phase, "asked": row.asked,
                    "sent": row.sent, "sent_bytes": row.sentBytes, "acked": row.acked, "rejected": row.rejected,
                    "indeterminate": row.indeterminate, "late": row.late, "queue_full": row.queueFull,
                ])
        }
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
