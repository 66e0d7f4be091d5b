extension FactTable {
    /// As a pipe table, or its absence in words.
    ///
    /// Alarming cells are bold.
    func markdown() -> [String] {
        guard !rows.isEmpty else { return [absence.escapedForMarkdown] }
        let heading = columns.map(\.title.escapedForMarkdown)
        let rule = columns.map { $0.isNumeric ? "---:" : "---" }
        let body = rows.map { row in
            row.map { $0.isAlarming ? "**\($0.text.escapedForMarkdown)**" : $0.text.escapedForMarkdown }
        }
        return ([heading, rule] + body).map { "| " + $0.joined(separator: " | ") + " |" }
    }
}
