import Quantities

extension Report {
    /// Connections a second, with outages and storms marked; nothing where no device has a connection of its own.
    @MarkupBuilder
    func connectionFigure() -> Markup {
        if let connections = series.connections {
            let lines = [
                LineChart.Line(name: "due", color: 7, weight: .wide, points: points(connections.asked)),
                LineChart.Line(name: "opened", color: 4, points: points(connections.opened)),
                LineChart.Line(name: "failed attempts", color: 2, dash: .dash, points: points(connections.failed)),
            ]
            let busiest =
                "Most set-ups, \(connections.busiest.asked.grouped), were due in the second from "
                + "\(Nanoseconds.seconds(Double(connections.busiest.second)).clock) on."
            LineChart(
                id: "connections", title: "Set-ups over time", description: busiest,
                note: "Set-ups a second. \(busiest) " + thinning("mean"),
                frame: ChartFrame(
                    x: .time(seconds: series.grid.seconds),
                    y: .count(lines.flatMap(\.points).compactMap(\.y), unit: "/s"), plotHeight: 170,
                    xCaption: timeCaption),
                lines: lines, marks: series.marks, swatches: swatches(of: series.marks)
            ).figure()
        }
    }
}
