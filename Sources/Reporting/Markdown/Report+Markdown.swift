import Evidence
import Scorecards

extension Report {
    /// The scorecard for a pull request or a document, in GitHub's Markdown.
    package func markdown() -> String {
        var blocks = [
            ["## \(scorecard.overall.symbol) \(scorecard.overall.word): \(headline.escapedForMarkdown)"],
            [scorecard.verdict.escapedForMarkdown],
            ["\(trialLine), trial \(scorecard.trial.id)".escapedForMarkdown],
        ]
        if let incompleteness { blocks.append(["**\(incompleteness.escapedForMarkdown)**"]) }
        for area in scorecard.areas {
            blocks.append(["### \(area.area.rawValue.capitalizedFirst): \(area.rating.symbol) \(area.rating.word)"])
            blocks.append(findingTable(area).markdown())
        }
        blocks.append(["### Latency" + series.percentiles.reader.text("") { ": \($0.escapedForMarkdown)" }])
        blocks.append(percentileTable.markdown())
        blocks += [["### Ledger"], ledgerTable.droppingZeros(of: Report.rareLedgerColumns).markdown()]
        for section in fleetSections {
            blocks.append(["### \(section.title)"])
            blocks += section.sentences.map { sentence in
                let text = sentence.words.escapedForMarkdown
                return [sentence.isAlarming ? "**\(text)**" : text]
            }
            blocks += section.tables.filter { !$0.rows.isEmpty }.map { $0.markdown() }
        }
        if !evidence.catchUps.isEmpty {
            blocks += [["### Catch-up"], catchUpTable.markdown()]
            blocks += interference.map { ["\($0.heading): \($0.shown). \($0.why)".escapedForMarkdown] }
        }
        blocks += [["### Unavailability"], gapTable.markdown(), ["### Honesty block"]]
        blocks += honestyBlocks
        blocks.append(["Again: \(commandToMakeAgain.escapedForMarkdown)"])
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// One row a finding; the reason stands beside the bands, whatever the rating.
    private func findingTable(_ area: AreaScore) -> FactTable {
        FactTable(
            columns: [.words("rating"), .words("finding"), .words("value"), .words("bands"), .words("why")],
            rows: area.findings.map { finding in
                [
                    "\(finding.rating.symbol) \(finding.rating.word)", "\(finding.heading)", "\(finding.shown)",
                    "\(finding.bands)", "\(finding.why)",
                ]
            },
            absence: "No finding.")
    }

    private var honestyBlocks: [[String]] {
        guard let honesty = scorecard.honesty else { return [["**\(HonestyBlock.absence)**"]] }
        let table = FactTable(
            columns: [.words("what"), .words("value")],
            rows: honesty.facts.map { ["\($0.name)", FactTable.Cell($0.value, isAlarming: $0.isAlarming)] },
            absence: "")
        let caveats = honesty.caveats.map { "- \($0.escapedForMarkdown)" }
        return [table.markdown()] + (caveats.isEmpty ? [] : [["Caveats:"], caveats])
    }
}

extension Rating {
    /// A disc of its colour; the word stands beside it always.
    var symbol: String {
        switch self {
        case .green: "🟢"
        case .yellow: "🟡"
        case .red: "🔴"
        case .unknown: "⚪"
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
