import Quantities

extension PlanSheet {
    /// The plan for a terminal: no line is wider than `width` columns; without escape sequences unless `color`.
    package func terminal(width: Int, color: Bool) -> String {
        let width = max(1, width)
        var lines = [StyledLine(headline, .bold), ""]
        for fact in facts {
            for (index, line) in wrapped(fact.value, width: width - 14).enumerated() {
                lines.append(StyledLine(index == 0 ? fact.name : "", .dim).padded(to: 14) + StyledLine(line))
            }
        }
        lines.append("")
        lines += curve(width)
        lines += section("Phases", phaseTable, width)
        lines += section("Topics", topicTable, width)
        lines += section("Devices", edgeTable, width)
        if !outages.isEmpty { lines += section("Outages", outageTable, width) }
        lines += section("Readers", readerTable, width)
        return lines.map { $0.text(width: width, color: color) + "\n" }.joined()
    }

    private func section(_ title: String, _ table: FactTable, _ width: Int) -> [StyledLine] {
        ["", StyledLine(title.uppercased(), .bold)] + table.lines(width: width - 2).map { "  " + $0 }
    }

    /// The planned rate over time in one row, with its scale.
    private func curve(_ width: Int) -> [StyledLine] {
        let peak = eventsBySecond.max() ?? 0
        let words = "up to \(Double(peak).perSecond)"
        let room = width - words.displayWidth - 2
        guard room >= 10 else { return [StyledLine(words)] }
        let line = Sparkline(values: eventsBySecond.map { Double($0) }, isLogarithmic: false)
        return [StyledLine(line.text(width: min(room, eventsBySecond.count))) + StyledLine("  \(words)", .dim)]
    }
}
