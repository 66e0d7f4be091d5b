import Evidence
import Quantities
import Scorecards

extension Report {
    /// Set-ups of devices' own connections: over the measured phases, and in the storm after each outage.
    var connectionTable: FactTable {
        guard !evidence.connections.isEmpty else { return FactTable(columns: [], rows: [], absence: "") }
        let measured = evidence.measuredPhases
        let storms = series.storms.map { storm in
            row("storm after \(storm.names.joined(separator: ", "))") { second, _ in storm.storm.contains(second) }
        }
        return FactTable(
            columns: [
                .words("when"), .number("due"), .number("opened"), .number("failed attempts"), .number("p50"),
                .number("p99"), .number("max"),
            ],
            rows: [row("measured phases") { _, phase in measured.contains(phase) }]
                + storms.filter { $0[1].text != "0" },
            absence: "")
    }

    private func row(_ name: String, where isWanted: (_ second: Int, _ phase: Int) -> Bool) -> [FactTable.Cell] {
        let rows = evidence.connections.filter { isWanted($0.second, $0.phase) }
        var setUp = LatencyHistogram()
        for latency in evidence.latencies where latency.kind == .connect && isWanted(latency.second, latency.phase) {
            setUp.merge(latency.histogram)
        }
        let (asked, opened) = (rows.map(\.asked).reduce(0, +), rows.map(\.opened).reduce(0, +))
        let percentiles = [50.0, 99, 100].map { percentile in
            FactTable.Cell(setUp.value(atPercentile: percentile).text("–") { "\($0)" })
        }
        return [
            "\(name)", "\(asked.grouped)", FactTable.Cell(opened.grouped, isAlarming: opened < asked),
            "\(rows.map(\.failed).reduce(0, +).grouped)",
        ] + percentiles
    }
}
