/// A table for a terminal: columns aligned, headings broken over lines, cells of words wrapped, never wider than told.
///
/// Where even the narrowest columns do not fit, each row becomes a block of `heading: value` lines.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// Numbers are aligned to the right and never wrapped.
        package var isNumeric: Bool

        package init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    package var columns: [Column]
    package var rows: [[String]]
    /// Cells shown in red, by row and column.
    var alarms: [[Bool]]?

    package init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// Lines joined by line feeds, without one at the end.
    package func text(width: Int, color: Bool) -> String {
        lines(width: width).map { $0.text(width: width, color: color) }.joined(separator: "\n")
    }

    func lines(width: Int) -> [StyledLine] {
        guard let widths = widths(within: width) else { return blocks(width: width) }
        let titles = columns.enumerated().map { cell($0.element.title, column: $0.offset, widths) }
        let headings = laidOut(titles, widths, atBottom: true) { _ in .dim }
        return headings
            + rows.enumerated().flatMap { number, row in
                laidOut(
                    columns.indices.map { cell($0 < row.count ? row[$0] : "", column: $0, widths) }, widths,
                    atBottom: false
                ) { isAlarming(number, $0) ? .red : .plain }
            }
    }

    private static let gap = 2
    private static let leastWords = 8

    /// The columns' widths, those of words narrowed from the widest on until the table fits; nil where it cannot.
    private func widths(within limit: Int) -> [Int]? {
        var widths = columns.indices.map { index in
            let cells = rows.map { index < $0.count ? $0[index].printable.displayWidth : 0 }.max() ?? 0
            let words = columns[index].title.split(separator: " ").map(\.displayWidth).max() ?? 0
            return max(1, cells, columns[index].isNumeric ? words : min(words, 12))
        }
        let room = limit - TextTable.gap * max(0, columns.count - 1)
        while widths.reduce(0, +) > room {
            let narrowable = columns.indices.filter { !columns[$0].isNumeric && widths[$0] > TextTable.leastWords }
            guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private func cell(_ text: String, column: Int, _ widths: [Int]) -> [String] { wrapped(text, width: widths[column]) }

    /// One row of cells, each of several lines, side by side.
    private func laidOut(
        _ cells: [[String]], _ widths: [Int], atBottom: Bool, style: (Int) -> StyledLine.Style
    ) -> [StyledLine] {
        let height = cells.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var result: StyledLine = ""
            for (column, cell) in cells.enumerated() {
                let index = atBottom ? line - (height - cell.count) : line
                let text = cell.indices.contains(index) ? cell[index] : ""
                if column > 0 { result = result + StyledLine(String(repeating: " ", count: TextTable.gap)) }
                result =
                    result
                    + StyledLine(text, style(column)).padded(to: widths[column], atStart: columns[column].isNumeric)
            }
            return result
        }
    }

    private func blocks(width: Int) -> [StyledLine] {
        rows.enumerated().flatMap { number, row in
            zip(columns, row).enumerated().flatMap { index, pair in
                let lines = wrapped("\(pair.0.title): \(pair.1)", width: width - (index == 0 ? 0 : 2))
                return lines.map {
                    StyledLine((index == 0 ? "" : "  ") + $0, isAlarming(number, index) ? .red : .plain)
                }
            }
        }
    }

    private func isAlarming(_ row: Int, _ column: Int) -> Bool { alarms?[row][column] ?? false }
}

extension FactTable {
    /// As lines of a terminal, or its absence in words.
    func lines(width: Int) -> [StyledLine] {
        guard !rows.isEmpty else { return wrapped(absence, width: width).map { StyledLine($0, .dim) } }
        var table = TextTable(
            columns: columns.map { TextTable.Column($0.title, isNumeric: $0.isNumeric) },
            rows: rows.map { $0.map(\.text) })
        table.alarms = rows.map { $0.map(\.isAlarming) }
        return table.lines(width: width)
    }
}
