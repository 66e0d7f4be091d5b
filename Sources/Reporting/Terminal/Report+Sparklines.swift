import Quantities

extension Report {
    /// Tail and throughput over time, each in a row with its range.
    func sparklines(_ width: Int) -> [StyledLine] {
        var rows: [(label: String, line: Sparkline, range: String)] = []
        for tail in series.tails.prefix(2) {
            rows.append(
                ("p99 \(tail.reader)", Sparkline(values: tail.p99, isLogarithmic: true), latencyRange(tail.p99)))
        }
        rows.append(
            ("acked", Sparkline(values: series.rates.acked, isLogarithmic: false), rateRange(series.rates.acked)))
        for reader in series.rates.delivered.prefix(3) {
            rows.append(
                (
                    "to \(reader.reader)", Sparkline(values: reader.rates, isLogarithmic: false),
                    rateRange(reader.rates)
                ))
        }
        let labelWidth = min(20, rows.map(\.label.displayWidth).max() ?? 0)
        let rangeWidth = rows.map(\.range.displayWidth).max() ?? 0
        let room = min(series.grid.count, width - labelWidth - rangeWidth - 4)
        return rows.map { row in
            let label = StyledLine(row.label.printable.cut(to: labelWidth), .dim).padded(to: labelWidth + 2)
            guard width - labelWidth - rangeWidth >= 12 else { return label + StyledLine(row.range) }
            return label + StyledLine(row.line.text(width: room)).padded(to: room + 2) + StyledLine(row.range)
        }
    }

    private func latencyRange(_ values: [Double?]) -> String {
        let known = values.compactMap(\.self)
        guard let low = known.min(), let high = known.max() else { return "no value" }
        return "\(Nanoseconds.seconds(low)) to \(Nanoseconds.seconds(high))"
    }

    private func rateRange(_ values: [Double?]) -> String {
        values.compactMap(\.self).max().map { "up to \($0.perSecond)" } ?? "no value"
    }
}
