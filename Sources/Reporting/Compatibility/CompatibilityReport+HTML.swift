import Evidence
import Quantities
import Scorecards

extension CompatibilityReport {
    /// One self-contained page: rating, groups, every check with its transcript, APIs and, with a baseline, differences.
    ///
    /// No network, no script; well-formed as XML.
    package func html() -> String {
        let page = tag("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")) {
            tag("head") {
                tag("meta", ("charset", "utf-8"))
                tag("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
                tag("title") { "\(score.overall.word): \(headline)" }
                Markup.style(stylesheet)
                Markup.style(compatibilityStylesheet)
            }
            tag("body") {
                tag("main") {
                    verdictSection()
                    if let comparison { differences(comparison) }
                    for group in score.groups { section(of: group) }
                    tag("section") {
                        tag("h2") { "APIs that all brokers offer" }
                        tag("div", ("class", "matrix")) { apiTable.markup() }
                    }
                    tag("section") {
                        tag("h2") { "The run" }
                        factList(facts)
                    }
                }
                tag("footer") {
                    tag("p") {
                        "A check compares what the cluster does with what Apache Kafka does. Requests are shown as they "
                            + "were sent, without records and secrets. Made again with: "
                        tag("code") { commandToMakeAgain }
                    }
                }
            }
        }
        return "<!DOCTYPE html>\n" + page.source
    }

    private func verdictSection() -> Markup {
        .joined([
            tag("h1") { headline },
            tag("p", ("class", "muted")) { runLine },
            tag("div", ("class", "verdict \(score.overall.rawValue)")) {
                badge(score.overall)
                tag("p") { score.verdict }
            },
            incompleteness.map { text in tag("p", ("class", "warning")) { text } } ?? Markup.none,
            tag("p", ("class", "note")) { clientLine },
            tag("section") {
                tag("h2") { "Groups" }
                groupMarkup()
            },
            notRun.isEmpty
                ? Markup.none
                : tag("section") {
                    tag("h2") { "Not run" }
                    notRunTable.markup()
                },
        ])
    }

    /// The table of groups with a badge for each rating.
    private func groupMarkup() -> Markup {
        let table = groupTable
        guard !table.rows.isEmpty else { return table.markup() }
        return tag("div", ("class", "scroll"), ("tabindex", "0")) {
            tag("table") {
                tag("thead") {
                    tag("tr") {
                        for column in table.columns {
                            tag("th", ("scope", "col"), ("class", column.isNumeric ? "number" : nil)) { column.title }
                        }
                    }
                }
                tag("tbody") {
                    for (group, row) in zip(score.groups, table.rows) {
                        tag("tr") {
                            tag("td", ("class", "name")) { tag("b") { group.group } }
                            tag("td") { group.rating.map(badge) ?? "–" }
                            for cell in row.dropFirst(2) {
                                tag("td", ("class", cell.text == "0" ? "number muted" : "number")) { cell.text }
                            }
                        }
                    }
                }
            }
        }
    }

    private func differences(_ comparison: CompatibilityComparison) -> Markup {
        tag("section") {
            tag("h2") { "Since the baseline" }
            tag("p") {
                badge(comparison.rating)
                " \(comparison.summary)"
            }
            tag("h3") { "Other verdicts" }
            comparison.verdictTable.markup()
            tag("h3") { "The same verdict, another value" }
            comparison.factTable.markup()
            tag("h3") { "APIs and features" }
            comparison.apiTable.markup()
            for line in comparison.left { tag("p", ("class", "note")) { line } }
        }
    }

    private func section(of group: CheckGroupScore) -> Markup {
        tag("section") {
            tag("h2") {
                "\(group.group) "
                if let rating = group.rating { badge(rating) }
            }
            tag("p", ("class", "note")) { group.counts + "." }
            tag("div", ("class", "scroll"), ("tabindex", "0")) {
                tag("table", ("class", "checks")) {
                    tag("thead") {
                        tag("tr") {
                            for title in ["check", "expected", "observed", "where it does not hold"] {
                                tag("th", ("scope", "col")) { title }
                            }
                        }
                    }
                    for check in group.checks { rows(of: check) }
                }
            }
        }
    }

    private func rows(of check: CheckScore) -> Markup {
        let finding = check.finding
        return tag("tbody", ("id", finding.id.asIdentifier)) {
            tag("tr") {
                tag("td", ("class", "check")) {
                    tag("span", ("class", "mark \(check.rating?.rawValue ?? "unrated")")) { finding.verdict.shout }
                    " "
                    tag("b") { finding.id }
                    tag("p") { finding.title }
                    tag("p", ("class", "note")) { check.origin }
                }
                tag("td", ("class", "words")) { finding.expected }
                tag("td", ("class", finding.verdict == .fail && check.rating != nil ? "words alarm" : "words")) {
                    finding.observed
                }
                tag("td", ("class", "words")) {
                    finding.why
                    if let remedy = finding.remedy { tag("p") { "What to do: \(remedy)" } }
                }
            }
            if !finding.exchanges.isEmpty || !finding.facts.isEmpty {
                tag("tr", ("class", "transcript")) {
                    tag("td", ("colspan", "4")) { transcript(finding) }
                }
            }
        }
    }

    /// The requests of a check, folded away.
    private func transcript(_ finding: CheckFinding) -> Markup {
        let count = finding.exchanges.count
        let requests = count == 0 ? "what was noted" : count == 1 ? "1 request" : "\(count) requests"
        return tag("details") {
            tag("summary") { "\(requests), \(seconds(finding.seconds))" }
            if !finding.facts.isEmpty {
                factList(finding.facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value, false) })
            }
            if count > 0 { exchangeTable(finding.exchanges).markup() }
        }
    }

    private func exchangeTable(_ exchanges: [WireExchange]) -> FactTable {
        FactTable(
            columns: [
                .number("at, ms"), .number("took, ms"), .words("broker"), .words("request"), .words("asked"),
                .words("answered"),
            ],
            rows: exchanges.map { exchange in
                [
                    FactTable.Cell(exchange.atMilliseconds.significant(4)),
                    FactTable.Cell(exchange.tookMilliseconds.significant(3)), FactTable.Cell(exchange.broker),
                    FactTable.Cell(exchange.request), FactTable.Cell(exchange.asked),
                    FactTable.Cell(exchange.answered),
                ]
            }, absence: "")
    }

    private func seconds(_ seconds: Double) -> String {
        seconds < 1 ? "\((seconds * 1000).significant(3)) ms" : "\(seconds.significant(3)) s"
    }
}

extension String {
    /// Letters, digits, dots and dashes as they are, anything else as an underscore: an anchor of a page.
    fileprivate var asIdentifier: String {
        "check-" + String(map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" })
    }
}
