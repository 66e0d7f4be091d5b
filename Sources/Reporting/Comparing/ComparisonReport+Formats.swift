import Foundation
import Scorecards

extension ComparisonReport {
    /// The comparison for a terminal: no line is wider than `width` columns; without escape sequences unless `color`.
    package func terminal(width: Int, color: Bool) -> String {
        let width = max(1, width)
        let heading = wrapped(headline, width: width).map { StyledLine($0, .bold) }
        let verdicts = comparison.trials.flatMap { trial in
            let lead =
                StyledLine(trial.label, .bold) + StyledLine(" ") + StyledLine(trial.rating.word, trial.rating.style)
            return [lead] + wrapped(trial.verdict, width: width - 2).map { StyledLine("  ") + StyledLine($0) }
        }
        let lines: [StyledLine] = heading + [""] + table.lines(width: width) + [""] + verdicts
        return lines.map { $0.text(width: width, color: color) + "\n" }.joined()
    }

    /// The comparison for a pull request or a document, in GitHub's Markdown.
    package func markdown() -> String {
        let verdicts = comparison.trials.map { trial in
            "- **\(trial.label.escapedForMarkdown)**: \(trial.rating.word). \(trial.verdict.escapedForMarkdown)"
        }
        let blocks = [["## \(headline.escapedForMarkdown)"], table.markdown(), verdicts]
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// The comparison as JSON, keys sorted; `docs/reports.md` documents them.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(ComparisonDocument(comparison: comparison)), as: UTF8.self) + "\n"
    }

    /// One self-contained page in the look of a report.
    package func html() -> String {
        let page = tag("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")) {
            tag("head") {
                tag("meta", ("charset", "utf-8"))
                tag("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
                tag("title") { headline }
                Markup.style(stylesheet)
            }
            tag("body") {
                tag("main") {
                    tag("h1") { headline }
                    for trial in comparison.trials {
                        tag("article", ("class", "compared")) {
                            tag("div", ("class", "compared-head")) {
                                tag("h3") { trial.label }
                                badge(trial.rating)
                            }
                            tag("p") { trial.verdict }
                        }
                    }
                    tag("section") {
                        tag("h2") { "Side by side" }
                        table.markup()
                        tag("p", ("class", "note")) {
                            "Load, spread and acknowledgements are those of the topic with most events, over the "
                                + "measured phases. Order within a device is tracked by readers that upsert. A group's "
                                + "members beyond the partitions with traffic have nothing to do."
                        }
                    }
                }
            }
        }
        return "<!DOCTYPE html>\n" + page.source
    }
}

/// What a comparison is as JSON.
private struct ComparisonDocument: Encodable {
    let format = "seatrial-comparison"
    let version = 1
    var comparison: Comparison
}
