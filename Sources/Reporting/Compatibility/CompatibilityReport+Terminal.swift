import Evidence
import Scorecards

extension CompatibilityReport {
    /// The run for a terminal: no line is wider than `width` columns; without escape sequences unless `color`.
    package func terminal(width: Int, color: Bool) -> String {
        let width = max(1, width)
        var lines = heading(width)
        lines += section("Groups", groups(width - 2))
        if !notable.isEmpty {
            lines += section("Not as Apache Kafka does it", notable.flatMap { self.lines(of: $0, width - 2) })
        }
        if !notRun.isEmpty { lines += section("Not run", notRunLines(width - 2)) }
        if let comparison { lines += section("Since the baseline", self.lines(of: comparison, width - 2)) }
        lines += ["", StyledLine("Again, or as HTML: \(commandToMakeAgain)", .dim)]
        return lines.map { $0.text(width: width, color: color) + "\n" }.joined()
    }

    private func heading(_ width: Int) -> [StyledLine] {
        var lines = [StyledLine(headline, .bold)]
        lines += wrapped(runLine, width: width).map { StyledLine($0, .dim) }
        lines += wrapped(clientLine, width: width).map { StyledLine($0, .dim) }
        lines += [StyledLine("run \(run.id)", .dim), ""]
        let rating = score.overall
        let indent = rating.word.count + 2
        for (index, line) in wrapped(score.verdict, width: width - indent).enumerated() {
            let lead = StyledLine(index == 0 ? rating.word : "", rating.style).padded(to: indent)
            lines.append(lead + StyledLine(line, .bold))
        }
        if let incompleteness { lines += wrapped(incompleteness, width: width).map { StyledLine($0, .yellow) } }
        return lines
    }

    private func groups(_ width: Int) -> [StyledLine] {
        let names = score.groups.map { $0.group.printable.displayWidth }.max() ?? 1
        let indent = min(names, max(1, width / 3)) + 11
        return score.groups.flatMap { group in
            let lead =
                StyledLine(group.rating?.word ?? "–", group.rating?.style ?? .dim).padded(to: 9)
                + StyledLine(group.group, .bold).padded(to: indent - 9)
            return wrapped(group.counts, width: width - indent).enumerated().map { index, line in
                (index == 0 ? lead : StyledLine("").padded(to: indent)) + StyledLine(line)
            }
        }
    }

    /// A verdict and an id; below them what was expected, what was seen, what it means and what to do.
    private func lines(of check: CheckScore, _ width: Int) -> [StyledLine] {
        let finding = check.finding
        let style: StyledLine.Style = check.rating?.style ?? .dim
        var lines = [
            StyledLine(finding.verdict.shout, style).padded(to: 14) + StyledLine(finding.id, .bold)
                + StyledLine("  \(check.origin)", .dim)
        ]
        let facts: [(String, String?)] = [
            ("", finding.title), ("expected", finding.expected), ("observed", finding.observed),
            ("means", finding.why), ("remedy", finding.remedy),
        ]
        for (name, value) in facts {
            guard let value, !value.isEmpty else { continue }
            let indent = name.isEmpty ? 2 : 12
            for (index, line) in wrapped(value, width: width - indent).enumerated() {
                let lead = StyledLine(index == 0 ? "  \(name)" : "", .dim).padded(to: indent)
                lines.append(lead + StyledLine(line))
            }
        }
        return lines
    }

    private func notRunLines(_ width: Int) -> [StyledLine] {
        notRun.flatMap { reason, checks in
            wrapped("\(reason): \(checks.joined(separator: ", "))", width: width).enumerated().map { index, line in
                StyledLine(index == 0 ? line : "  \(line)", .dim)
            }
        }
    }

    private func lines(of comparison: CompatibilityComparison, _ width: Int) -> [StyledLine] {
        let style: StyledLine.Style = comparison.rating == .green ? .plain : comparison.rating.style
        let tables: [(String, FactTable)] = [
            ("Other verdicts", comparison.verdictTable),
            ("The same verdict, another value", comparison.factTable),
            ("APIs and features", comparison.apiTable),
        ]
        let parts = tables.filter { !$0.1.rows.isEmpty }.map { title, table in
            [StyledLine(title, .bold)] + table.lines(width: width)
        }
        let left = comparison.left.map { wrapped($0, width: width).map { StyledLine($0, .dim) } }
        let summary = wrapped(comparison.summary, width: width).map { StyledLine($0, style) }
        return Array(([summary] + parts + left).joined(separator: [""]))
    }

    private func section(_ title: String, _ lines: [StyledLine]) -> [StyledLine] {
        ["", StyledLine(title.uppercased(), .bold)] + lines.map { "  " + $0 }
    }
}
