import Quantities

/// Partitions by time, darker where the lag is higher.
///
/// All readers of a report share one scale, which goes with the
/// square root of the lag: a backlog half drained still looks like one, and ordinary lag stays pale.
struct HeatChart {
    var id: String
    var heat: LagHeat
    /// The lag of the darkest cells.
    var ceiling: Double

    private static let levels = 7
    private let labelWidth = 150.0
    private let topRoom = 4.0

    private var cellHeight: Double { heat.rows.count > 16 ? 11 : 15 }
    private var cellWidth: Double { (ChartFrame.width - labelWidth - 14) / Double(heat.grid.count) }
    private var bottom: Double { topRoom + Double(heat.rows.count) * cellHeight }

    func figure() -> Markup {
        tag("figure") {
            tag("figcaption") { title }
            legend()
            tag("div", ("class", "scroll"), ("tabindex", "0")) { drawing() }
            tag("p", ("class", "note")) { note }
        }
    }

    private var title: String { "Lag by partition: \(heat.reader)" }

    private var note: String {
        let kind = heat.isCommitted ? "Log end minus committed offset" : "Log end minus the reader's position"
        let interval = heat.grid.interval == 1 ? "one cell a second" : "worst second of each \(heat.grid.interval) s"
        let omitted = heat.omitted == 0 ? "" : " \(heat.omitted) partitions with lower peaks are left out."
        let flat = heat.peak == 0 ? " The lag was 0 whenever it was sampled." : ""
        return "\(kind), \(interval); empty where it could not be read.\(flat)\(omitted)"
    }

    private func legend() -> Markup {
        tag("div", ("class", "legend")) {
            for level in 0...HeatChart.levels {
                tag("span") {
                    tag("svg", ("viewBox", "0 0 26 12"), ("aria-hidden", "true")) {
                        tag(
                            "rect", ("class", "heat heat\(level)"), ("x", "4"), ("y", "0"), ("width", "18"),
                            ("height", "12"))
                    }
                    level == 0 ? "0" : "to \(bound(of: level).short)"
                }
            }
        }
    }

    private func drawing() -> Markup {
        tag(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", "0 0 \(Int(ChartFrame.width)) \(Int(bottom + 42))"), ("role", "img"),
            ("aria-labelledby", "\(id)-title \(id)-desc")
        ) {
            tag("title", ("id", "\(id)-title")) { title }
            tag("desc", ("id", "\(id)-desc")) { description }
            for level in 0...HeatChart.levels {
                let path = path(of: level)
                if !path.isEmpty { tag("path", ("class", "heat heat\(level)"), ("d", path)) }
            }
            for (index, row) in heat.rows.enumerated() {
                tag(
                    "text", ("x", (labelWidth - 8).fixed(1)),
                    ("y", (topRoom + (Double(index) + 0.5) * cellHeight + 4).fixed(1)), ("text-anchor", "end"),
                    ("style", cellHeight < 12 ? "font-size:10px" : nil)
                ) { shortened(row.name) }
            }
            timeLabels()
        }
    }

    private var description: String {
        guard let worst = heat.rows.max(by: { $0.peak < $1.peak }), worst.peak > 0 else {
            return "No partition was behind whenever it was sampled."
        }
        return "The highest lag of a partition was \(Int64(worst.peak).grouped) events, on \(worst.name)."
    }

    @MarkupBuilder
    private func timeLabels() -> Markup {
        let axis = Axis.time(seconds: heat.grid.seconds)
        let width = ChartFrame.width - labelWidth - 14
        for tick in axis.ticks {
            if let label = tick.label {
                let x = labelWidth + axis.position(of: tick.value) * width
                tag("text", ("x", x.fixed(1)), ("y", (bottom + 16).fixed(1)), ("text-anchor", "middle")) { label }
            }
        }
        tag(
            "text", ("x", (labelWidth + width / 2).fixed(1)), ("y", (bottom + 34).fixed(1)), ("text-anchor", "middle")
        ) { "time since the trial began" }
    }

    /// The cells of one level, neighbours joined.
    private func path(of level: Int) -> String {
        var path = ""
        for (index, row) in heat.rows.enumerated() {
            var column = 0
            while column < row.lags.count {
                guard self.level(of: row.lags[column]) == level else {
                    column += 1
                    continue
                }
                let start = column
                while column < row.lags.count, self.level(of: row.lags[column]) == level { column += 1 }
                let width = (Double(column - start) * cellWidth).fixed(1)
                let corner = xy(labelWidth + Double(start) * cellWidth, topRoom + Double(index) * cellHeight)
                path += "M\(corner)h\(width)v\((cellHeight - 1).fixed(1))h-\(width)z"
            }
        }
        return path
    }

    /// 0 for no lag, else 1 to `levels` in even steps of the square root; nil where the lag is unknown.
    private func level(of lag: Double?) -> Int? {
        guard let lag else { return nil }
        guard lag > 0 else { return 0 }
        let share = (lag / max(1, ceiling)).squareRoot()
        return min(HeatChart.levels, max(1, Int((share * Double(HeatChart.levels)).rounded(.up))))
    }

    /// The highest lag of a level.
    private func bound(of level: Int) -> Double {
        let share = Double(level) / Double(HeatChart.levels)
        return max(1, (share * share * ceiling).rounded())
    }

    /// The end of a name says which partition it is, so the middle gives way.
    private func shortened(_ name: String) -> String {
        name.count <= 22 ? name : name.prefix(11) + "…" + name.suffix(10)
    }
}
