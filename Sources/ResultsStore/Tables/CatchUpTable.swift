import Evidence
import GRDB
import Quantities

/// Table `catch_ups`: how readers came back.
enum CatchUpTable {
    static func replace(_ catchUps: [CatchUp], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "catch_ups", trial: trial)
        for row in catchUps {
            try database.insert(
                into: "catch_ups",
                [
                    "trial_number": trial, "reader": row.reader, "topic": row.topic,
                    "resumed_ns": row.resumedAt.rawValue, "backlog": row.backlog,
                    "caught_up_ns": row.caughtUpAt?.rawValue, "drain_rate_per_s": row.drainRate,
                    "arrival_rate_per_s": row.arrivalRate, "slowest_partition": row.slowestPartition,
                    "slowest_drain_time_ns": row.slowestDrainTime?.rawValue, "left_events": row.left,
                    "estimated_time_left_ns": row.estimatedTimeLeft?.rawValue, "verdict": row.verdict.rawValue,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [CatchUp] {
        try database.rows(of: "catch_ups", trial: trial, orderedBy: "number") { row in
            CatchUp(
                reader: row["reader"], topic: row["topic"], resumedAt: Nanoseconds(row["resumed_ns"]),
                backlog: row["backlog"], caughtUpAt: Nanoseconds(column: row["caught_up_ns"]),
                drainRate: row["drain_rate_per_s"], arrivalRate: row["arrival_rate_per_s"],
                slowestPartition: row["slowest_partition"],
                slowestDrainTime: Nanoseconds(column: row["slowest_drain_time_ns"]), left: row["left_events"],
                estimatedTimeLeft: Nanoseconds(column: row["estimated_time_left_ns"]),
                verdict: try ResultsDamage.value(row["verdict"], of: CatchUp.Verdict.self))
        }
    }
}
