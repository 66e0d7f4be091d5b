extension FactTable {
    /// As an HTML table that scrolls on its own where the page is narrow, or its absence in words.
    func markup() -> Markup {
        guard !rows.isEmpty else { return tag("p", ("class", "muted")) { absence } }
        return tag("div", ("class", "scroll"), ("tabindex", "0")) {
            tag("table") {
                tag("thead") {
                    tag("tr") {
                        for column in columns {
                            tag("th", ("scope", "col"), ("class", column.isNumeric ? "number" : nil)) { column.title }
                        }
                    }
                }
                tag("tbody") {
                    for row in rows {
                        tag("tr") {
                            for (column, cell) in zip(columns, row) {
                                tag("td", ("class", classes(column, cell))) { cell.text }
                            }
                        }
                    }
                }
            }
        }
    }

    private func classes(_ column: Column, _ cell: Cell) -> String {
        (column.isNumeric ? "number" : "words") + (cell.isAlarming ? " alarm" : "")
    }
}

/// Names and values in two columns.
func factList(_ facts: [(name: String, value: String, isAlarming: Bool)]) -> Markup {
    tag("div", ("class", "scroll")) {
        tag("table", ("class", "facts")) {
            tag("tbody") {
                for fact in facts {
                    tag("tr") {
                        tag("th", ("scope", "row")) { fact.name }
                        tag("td", ("class", fact.isAlarming ? "alarm" : nil)) { fact.value }
                    }
                }
            }
        }
    }
}
