import Evidence
import GRDB
import Quantities

/// Table `outages`: planned outages as they fell into the trial.
enum OutageTable {
    static func replace(_ outages: [OutageRecord], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "outages", trial: trial)
        for outage in outages {
            try database.insert(
                into: "outages",
                [
                    "trial_number": trial, "name": outage.name, "start_ns": outage.start.rawValue,
                    "first_end_ns": outage.firstEnd.rawValue, "end_ns": outage.end.rawValue,
                    "devices": outage.devices,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [OutageRecord] {
        try database.rows(of: "outages", trial: trial, orderedBy: "number") { row in
            OutageRecord(
                name: row["name"], start: Nanoseconds(row["start_ns"]), firstEnd: Nanoseconds(row["first_end_ns"]),
                end: Nanoseconds(row["end_ns"]), devices: row["devices"])
        }
    }
}
