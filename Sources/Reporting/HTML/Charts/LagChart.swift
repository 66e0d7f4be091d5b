import Evidence
import Quantities

extension Report {
    /// One reader's lag with the instants at which it resumed and was caught up.
    func lagChart(_ lag: LagSeries, id: String) -> LineChart {
        let values = (lag.committed + lag.position).compactMap(\.self)
        var marks = series.marks
        marks.keepCatchUps(of: lag.reader)
        let partial =
            lag.partialSeconds == 0
            ? "" : " In \(lag.partialSeconds) seconds some partitions could not be read; the sums leave them out."
        return LineChart(
            id: id, title: "Lag: \(lag.reader)",
            description: values.isEmpty
                ? "The lag could not be read." : "The highest lag was \(Int64(values.max() ?? 0).grouped) events.",
            note: "Events behind the log's end, over all partitions, by committed offset and by the reader's own "
                + "position. " + thinning("worst second") + partial
                + (values.isEmpty ? " No sample could be read." : ""),
            frame: ChartFrame(
                x: .time(seconds: series.grid.seconds), y: .count(values), plotHeight: 170,
                xCaption: timeCaption),
            lines: [
                LineChart.Line(name: "log end minus committed offset", color: 2, points: points(lag.committed)),
                LineChart.Line(
                    name: "log end minus position", color: 1, weight: .thin, dash: .dash, points: points(lag.position)),
            ],
            marks: marks, swatches: swatches(of: marks), flags: flags(marks.catchUps))
    }

    private func flags(_ spans: [TimeMarks.CatchUpSpan]) -> [(at: Double, words: String)] {
        spans.flatMap { span in
            [(span.start, "resumed")] + (span.isDrained ? [(span.end, "caught up")] : [])
        }
    }
}
