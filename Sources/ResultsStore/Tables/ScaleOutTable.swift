import Evidence
import GRDB
import Quantities

/// Table `scale_outs`: how readers' groups took on more members.
enum ScaleOutTable {
    static func replace(_ scaleOuts: [ScaleOutRecord], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "scale_outs", trial: trial)
        for record in scaleOuts {
            try database.insert(
                into: "scale_outs",
                [
                    "trial_number": trial, "reader": record.reader, "members_before": record.from,
                    "members_after": record.to, "at_ns": record.at.rawValue,
                    "settled_ns": record.settledAt?.rawValue,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [ScaleOutRecord] {
        try database.rows(of: "scale_outs", trial: trial, orderedBy: "number") { row in
            ScaleOutRecord(
                reader: row["reader"], from: row["members_before"], to: row["members_after"],
                at: Nanoseconds(row["at_ns"]), settledAt: Nanoseconds(column: row["settled_ns"]))
        }
    }
}
