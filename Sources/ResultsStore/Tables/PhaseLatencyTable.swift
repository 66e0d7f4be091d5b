import Evidence
import GRDB
import Quantities

/// Table `phase_latencies`: the percentiles of whole phases, from the merged distributions of their seconds.
///
/// SQL cannot merge distributions, and percentiles of seconds cannot be averaged; so they are made once, at the end.
enum PhaseLatencyTable {
    private struct Subject: Hashable {
        var phase: Int
        var kind: LatencyKind
        var reader: String?
    }

    /// Makes the rows again from the trial's stored distributions.
    static func replace(trial: Int64, _ database: Database) throws {
        var merged: [Subject: LatencyHistogram] = [:]
        try LatencyTables.forEach(trial: trial, orderedBy: "kind, reader, phase, second", database) { stored in
            let row = stored.row
            merged[Subject(phase: row.phase, kind: row.kind, reader: row.reader), default: LatencyHistogram()]
                .merge(row.histogram)
        }
        try database.deleteRows(of: "phase_latencies", trial: trial)
        for (subject, histogram) in merged {
            try database.insert(
                into: "phase_latencies",
                [
                    "trial_number": trial, "phase": subject.phase, "kind": subject.kind.rawValue,
                    "reader": subject.reader ?? "", "count": Int64(histogram.count),
                    "p50_us": histogram.microseconds(50), "p90_us": histogram.microseconds(90),
                    "p99_us": histogram.microseconds(99), "p999_us": histogram.microseconds(99.9),
                    "max_us": histogram.microseconds(100),
                ])
        }
    }
}
