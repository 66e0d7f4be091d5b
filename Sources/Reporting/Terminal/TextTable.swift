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
        guard let layout = Layout.fitting(columns, rows, width: width) else { return blocks(width: width) }
        let headings = laidOut(columns.map(\.title), layout, atBottom: true) { _ in .dim }
        return headings
            + rows.enumerated().flatMap { number, row in
                laidOut(columns.indices.map { $0 < row.count ? row[$0] : "" }, layout, atBottom: false) {
                    isAlarming(number, $0) ? .red : .plain
                }
            }
    }

    /// One row of cells, each of several lines, side by side.
    private func laidOut(
        _ cells: [String], _ layout: Layout, atBottom: Bool, style: (Int) -> StyledLine.Style
    ) -> [StyledLine] {
        let cells = zip(cells, layout.widths).map { wrapped($0, width: $1) }
        let height = cells.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var result: StyledLine = ""
            for (column, cell) in cells.enumerated() {
                let index = atBottom ? line - (height - cell.count) : line
                let text = StyledLine(cell.indices.contains(index) ? cell[index] : "", style(column))
                if column > 0 { result = result + StyledLine(String(repeating: " ", count: layout.gap)) }
                result = result + text.padded(to: layout.widths[column], atStart: columns[column].isNumeric)
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

extension TextTable {
    /// How wide each column is, and the space between two.
    private struct Layout {
        var gap: Int
        var widths: [Int]

        /// The roomiest that fits: words are wrapped before gaps shrink, and broken only when nothing else helps.
        static func fitting(_ columns: [Column], _ rows: [[String]], width: Int) -> Layout? {
            let cells = columns.indices.map { index in
                rows.map { index < $0.count ? $0[index].printable : "" }
            }
            let full = zip(columns, cells).map { column, cells in
                max(1, cells.map(\.displayWidth).max() ?? 0, longestWord(column.title))
            }
            let unbroken = zip(columns, cells).map { column, cells in
                max(1, longestWord(column.title), cells.map(longestWord).max() ?? 0)
            }
            for (gap, isBreaking) in [(2, false), (1, false), (1, true)] {
                let least = columns.indices.map { index in
                    columns[index].isNumeric ? full[index] : isBreaking ? min(8, unbroken[index]) : unbroken[index]
                }
                let room = width - gap * max(0, columns.count - 1)
                if let widths = narrowed(full, least: least, room: room) { return Layout(gap: gap, widths: widths) }
            }
            return nil
        }

        /// The widest columns give way first; nil where the room is too small for the least.
        private static func narrowed(_ full: [Int], least: [Int], room: Int) -> [Int]? {
            guard least.reduce(0, +) <= room else { return nil }
            var widths = full
            while widths.reduce(0, +) > room {
                let narrowable = widths.indices.filter { widths[$0] > least[$0] }
                guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { return nil }
                widths[widest] -= 1
            }
            return widths
        }

        private static func longestWord(_ text: String) -> Int {
            text.split(separator: " ").map(\.displayWidth).max() ?? 0
        }
    }
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
