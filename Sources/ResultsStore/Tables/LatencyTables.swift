import Evidence
import Foundation
import GRDB
import Quantities

/// Tables `latencies`, the percentiles by second for people, and `histograms`, the whole distributions.
///
/// In both the reader of what producers measure is the empty string, for a primary key has no nulls.
enum LatencyTables {
    static func insert(_ rows: [LatencyRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            let histogram = row.histogram
            try database.insert(
                into: "latencies",
                [
                    "trial_number": trial, "second": row.second, "phase": row.phase, "kind": row.kind.rawValue,
                    "reader": row.reader ?? "", "count": Int64(histogram.count), "p50_us": histogram.microseconds(50),
                    "p90_us": histogram.microseconds(90), "p99_us": histogram.microseconds(99),
                    "p999_us": histogram.microseconds(99.9), "max_us": histogram.microseconds(100),
                ])
            try insert(StoredHistogram(row, seconds: 1), trial: trial, database)
        }
    }

    static func insert(_ stored: StoredHistogram, trial: Int64, _ database: Database) throws {
        try database.insert(
            into: "histograms",
            [
                "trial_number": trial, "second": stored.row.second, "seconds": stored.seconds,
                "phase": stored.row.phase, "kind": stored.row.kind.rawValue, "reader": stored.row.reader ?? "",
                "encoded": Data(stored.row.histogram.encoded()),
            ])
    }

    /// Hands on the trial's distributions, one at a time, in the order of `order`.
    static func forEach(
        trial: Int64, orderedBy order: String, _ database: Database, _ body: (StoredHistogram) throws -> Void
    ) throws {
        let cursor = try Row.fetchCursor(
            database, sql: "SELECT * FROM histograms WHERE trial_number = ? ORDER BY \(order)", arguments: [trial])
        while let row = try cursor.next() {
            let reader: String = row["reader"]
            let encoded: Data = row["encoded"]
            let value = LatencyRow(
                second: row["second"], phase: row["phase"],
                kind: try ResultsDamage.value(row["kind"], of: LatencyKind.self), reader: reader.isEmpty ? nil : reader,
                histogram: try LatencyHistogram(encoded: encoded))
            try body(StoredHistogram(value, seconds: row["seconds"]))
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [LatencyRow] {
        var rows: [LatencyRow] = []
        try forEach(trial: trial, orderedBy: "second, phase, kind, reader", database) { rows.append($0.row) }
        return rows
    }

    /// Bytes of all the trial's encoded distributions.
    static func size(trial: Int64, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT total(length(encoded)) FROM histograms WHERE trial_number = ?", arguments: [trial])
            ?? 0
    }
}

extension LatencyHistogram {
    /// A percentile (0 to 100) as columns have it; nil where nothing was recorded.
    func microseconds(_ percentile: Double) -> Int64? {
        value(atPercentile: percentile).map { $0.rawValue / 1000 }
    }
}

/// A distribution over `seconds` seconds from `row.second` on.
struct StoredHistogram {
    var row: LatencyRow
    var seconds: Int

    init(_ row: LatencyRow, seconds: Int) {
        self.row = row
        self.seconds = seconds
    }
}
