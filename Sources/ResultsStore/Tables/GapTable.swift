import Evidence
import GRDB
import Quantities

/// Table `gaps`: the longest spans in which something was due and nothing came.
enum GapTable {
    static func replace(_ gaps: [Gap], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "gaps", trial: trial)
        for gap in gaps {
            try database.insert(
                into: "gaps",
                [
                    "trial_number": trial, "kind": gap.kind.rawValue, "reader": gap.reader, "topic": gap.topic,
                    "partition": gap.partition, "start_ns": gap.start.rawValue, "length_ns": gap.length.rawValue,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [Gap] {
        try database.rows(of: "gaps", trial: trial, orderedBy: "number") { row in
            Gap(
                kind: try ResultsDamage.value(row["kind"], of: Gap.Kind.self), reader: row["reader"],
                topic: row["topic"], partition: row["partition"], start: Nanoseconds(row["start_ns"]),
                length: Nanoseconds(row["length_ns"]))
        }
    }
}
