import Evidence
import GRDB

/// Table `lag`: each reader's lag on each topic by second, partition by partition; the second's last sample counts.
enum LagTable {
    static func insert(_ rows: [LagRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            let (committed, position) = (row.committedLag.compactMap(\.self), row.positionLag.compactMap(\.self))
            try database.insert(
                into: "lag", orReplace: true,
                [
                    "trial_number": trial, "second": row.second, "reader": row.reader, "topic": row.topic,
                    "committed_lag": JSONColumn.text(row.committedLag), "committed_total": total(committed),
                    "committed_max": committed.max(), "position_lag": JSONColumn.text(row.positionLag),
                    "position_total": total(position), "position_max": position.max(),
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [LagRow] {
        try database.rows(of: "lag", trial: trial, orderedBy: "second, reader, topic") { row in
            LagRow(
                second: row["second"], reader: row["reader"], topic: row["topic"],
                committedLag: try JSONColumn.numbers(from: row["committed_lag"]),
                positionLag: try JSONColumn.numbers(from: row["position_lag"]))
        }
    }

    private static func total(_ lags: [Int64]) -> Int64? { lags.isEmpty ? nil : lags.reduce(0, +) }
}
