import Evidence
import GRDB
import Quantities

/// Table `phases`: as planned, then as they ran.
enum PhaseTable {
    static func replace(_ phases: [PhaseRecord], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "phases", trial: trial)
        for phase in phases {
            try database.insert(
                into: "phases",
                [
                    "trial_number": trial, "number": phase.number, "name": phase.name, "is_warm_up": phase.isWarmUp,
                    "start_ns": phase.start.rawValue, "end_ns": phase.end.rawValue, "planned_events": phase.planned,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [PhaseRecord] {
        try database.rows(of: "phases", trial: trial, orderedBy: "number") { row in
            PhaseRecord(
                number: row["number"], name: row["name"], isWarmUp: row["is_warm_up"],
                start: Nanoseconds(row["start_ns"]), end: Nanoseconds(row["end_ns"]), planned: row["planned_events"])
        }
    }
}
