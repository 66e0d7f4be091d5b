import Evidence
import Scorecards

extension CompatibilityReport {
    /// The run for a pull request or a document, in GitHub's Markdown.
    package func markdown() -> String {
        var blocks = [
            ["## \(score.overall.symbol) \(score.overall.word): \(headline.escapedForMarkdown)"],
            [score.verdict.escapedForMarkdown], ["\(runLine), run \(run.id)".escapedForMarkdown],
            [clientLine.escapedForMarkdown],
        ]
        if let incompleteness { blocks.append(["**\(incompleteness.escapedForMarkdown)**"]) }
        blocks += [["### Groups"], groupTable.markdown()]
        blocks.append(["### Not as Apache Kafka does it"])
        blocks.append(notableTable.markdown())
        if !notRun.isEmpty { blocks += [["### Not run"], notRunTable.markdown()] }
        if let comparison {
            blocks += [["### Since the baseline"], [comparison.summary.escapedForMarkdown]]
            blocks += [["#### Other verdicts"], comparison.verdictTable.markdown()]
            blocks += [["#### The same verdict, another value"], comparison.factTable.markdown()]
            blocks += [["#### APIs and features"], comparison.apiTable.markdown()]
            blocks += comparison.left.map { [$0.escapedForMarkdown] }
        }
        blocks.append(["Again: \(commandToMakeAgain.escapedForMarkdown)"])
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var notableTable: FactTable {
        FactTable(
            columns: [
                .words("check"), .words("verdict"), .words("rating"), .words("expected"), .words("observed"),
                .words("what it means"), .words("what to do"),
            ],
            rows: notable.map { check in
                let finding = check.finding
                return [
                    FactTable.Cell("\(finding.id): \(finding.title) (\(check.origin))"),
                    FactTable.Cell(finding.verdict.rawValue, isAlarming: finding.verdict == .fail),
                    FactTable.Cell(check.rating.text("–") { "\($0.symbol) \($0.word)" }),
                    FactTable.Cell(finding.expected), FactTable.Cell(finding.observed), FactTable.Cell(finding.why),
                    FactTable.Cell(finding.remedy ?? ""),
                ]
            }, absence: "Every check that was run passes.")
    }
}
