import Evidence
import Quantities

extension Report {
    /// The shown percentiles of each latency; a dash where there are too few events for one.
    var percentileTable: FactTable {
        FactTable(
            columns: [.words("latency")] + Percentile.shown.map { .number(Percentile.name($0)) } + [.number("events")],
            rows: series.percentiles.curves.map { curve in
                let values = Percentile.shown.map { shown in
                    FactTable.Cell(curve.summary.first { $0.percentile == shown }.text("–") { "\($0.latency)" })
                }
                return ["\(curve.kind.legend)"] + values + ["\(curve.count.grouped)"]
            },
            absence: "No latency was recorded in a measured phase.")
    }
}
