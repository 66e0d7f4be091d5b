import Evidence
import GRDB
import Quantities

/// Table `edges`: the account of each device group before the cluster saw anything.
enum EdgeTable {
    static func replace(_ edges: [EdgeRow], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "edges", trial: trial)
        for (position, edge) in edges.enumerated() {
            try database.insert(
                into: "edges",
                [
                    "trial_number": trial, "position": position, "device_group": edge.group, "devices": edge.devices,
                    "made": edge.made, "sent": edge.sent, "resent": edge.resent, "malformed": edge.malformed,
                    "buffered": edge.buffered, "late": edge.late, "dropped_at_edge": edge.droppedAtEdge,
                    "held_at_end": edge.heldAtEnd, "dark_spans": edge.darkSpans, "reconnects": edge.reconnects,
                    "fallbacks": edge.fallbacks, "failed_attempts": edge.failedAttempts,
                    "dark_time_ns": edge.darkTime.rawValue, "longest_dark_ns": edge.longestDark.rawValue,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [EdgeRow] {
        try database.rows(of: "edges", trial: trial, orderedBy: "position") { row in
            var edge = EdgeRow(group: row["device_group"])
            edge.devices = row["devices"]
            edge.made = row["made"]
            edge.sent = row["sent"]
            edge.resent = row["resent"]
            edge.malformed = row["malformed"]
            edge.buffered = row["buffered"]
            edge.late = row["late"]
            edge.droppedAtEdge = row["dropped_at_edge"]
            edge.heldAtEnd = row["held_at_end"]
            edge.darkSpans = row["dark_spans"]
            edge.reconnects = row["reconnects"]
            edge.fallbacks = row["fallbacks"]
            edge.failedAttempts = row["failed_attempts"]
            edge.darkTime = Nanoseconds(row["dark_time_ns"])
            edge.longestDark = Nanoseconds(row["longest_dark_ns"])
            return edge
        }
    }
}
