import Evidence
import Quantities

extension Report {
    /// Latency by percentile, as HdrHistogram plots it, and the same as a table.
    @MarkupBuilder
    func percentileFigure() -> Markup {
        let curves = series.percentiles.curves
        let title = "Latency by percentile" + series.percentiles.reader.text("") { ": \($0)" }
        if curves.isEmpty {
            empty(title, "No latency was recorded in a measured phase.")
        } else {
            LineChart(
                id: "percentiles", title: title, description: "The figures are in the table below.",
                note: "All events of the measured phases, warm-up left out. The further right, the rarer: each step is "
                    + "a tenth of the events of the step before. A curve ends at its maximum.",
                frame: ChartFrame(
                    x: .percentile(count: Double(curves.map(\.count).max() ?? 10)),
                    y: .latency(curves.flatMap { $0.points.map(\.latency) }), xCaption: "percentile of events"),
                lines: curves.map(line)
            ).figure()
            percentileTable.markup()
        }
    }

    private func line(_ curve: PercentileCurves.Curve) -> LineChart.Line {
        let points = curve.points.map { (x: $0.odds, y: Optional($0.latency)) }
        return switch curve.kind {
        case .intended: LineChart.Line(name: curve.kind.legend, color: 2, points: points)
        case .service: LineChart.Line(name: curve.kind.legend, color: 7, dash: .dash, points: points)
        default: LineChart.Line(name: curve.kind.legend, color: 4, weight: .thin, points: points)
        }
    }
}
