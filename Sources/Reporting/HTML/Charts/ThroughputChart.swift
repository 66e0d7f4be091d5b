extension Report {
    /// Events a second: asked, sent, acknowledged, and delivered to each reader.
    func throughputFigure() -> Markup {
        let rates = series.rates
        var lines = [
            LineChart.Line(name: "asked", color: 7, weight: .wide, points: points(rates.asked)),
            LineChart.Line(name: "sent", color: 1, points: points(rates.sent)),
            LineChart.Line(name: "acknowledged", color: 4, dash: .dash, points: points(rates.acked)),
        ]
        let colors = [2, 3, 5, 6]
        for (index, reader) in rates.delivered.enumerated() {
            lines.append(
                LineChart.Line(
                    name: "delivered to \(reader.reader)", color: colors[index % colors.count], weight: .thin,
                    dash: index == 0 || index >= colors.count ? .dots : .solid, points: points(reader.rates)))
        }
        lines.removeAll { line in line.points.allSatisfy { $0.y == nil } }
        let values = lines.flatMap(\.points).compactMap(\.y)
        guard let highest = values.max() else {
            return empty("Throughput", "No second of sending or receiving was stored.")
        }
        return LineChart(
            id: "throughput", title: "Throughput", description: "Up to \(highest.perSecond).",
            note: "Events a second. " + thinning("mean"),
            frame: ChartFrame(
                x: .time(seconds: series.grid.seconds), y: .count(values, unit: "/s"), xCaption: timeCaption),
            lines: lines, marks: series.marks, swatches: swatches(of: series.marks)
        ).figure()
    }
}
