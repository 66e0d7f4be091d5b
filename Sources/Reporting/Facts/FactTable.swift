/// A table of facts, laid out by each renderer in its own way.
struct FactTable: Sendable {
    struct Column: Sendable {
        var title: String
        var isNumeric = true

        static func words(_ title: String) -> Column { Column(title: title, isNumeric: false) }
        static func number(_ title: String) -> Column { Column(title: title) }
    }

    struct Cell: Sendable, ExpressibleByStringInterpolation {
        var text: String
        /// Not as it should be: shown so that it cannot be overlooked.
        var isAlarming = false

        init(_ text: String, isAlarming: Bool = false) {
            self.text = text
            self.isAlarming = isAlarming
        }

        init(stringLiteral value: String) { text = value }
    }

    var columns: [Column]
    var rows: [[Cell]]
    /// Said in place of a table without rows.
    var absence: String

    /// Without those of the columns named whose every cell is 0: they say nothing where room is short.
    func droppingZeros(of titles: Set<String>) -> FactTable {
        guard !rows.isEmpty else { return self }
        let zeros = columns.indices.filter { index in rows.allSatisfy { $0[index].text == "0" } }
        return dropping(titles.intersection(zeros.map { columns[$0].title }))
    }

    /// Without the columns named.
    func dropping(_ titles: Set<String>) -> FactTable {
        let kept = columns.indices.filter { !titles.contains(columns[$0].title) }
        return FactTable(
            columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } }, absence: absence)
    }
}
