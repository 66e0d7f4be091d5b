import Evidence
import Quantities
import Scorecards

extension Report {
    /// The scorecard for a terminal: no line is wider than `width` columns; without escape sequences unless `color`.
    package func terminal(width: Int, color: Bool) -> String {
        let width = max(1, width)
        var lines = heading(width)
        lines += findings(width)
        lines += section("Over the trial", width, sparklines(width - 2))
        let drills = evidence.incidents.filter { $0.kind == "drill" }
        if !drills.isEmpty { lines += section("Drills", width, drills.flatMap { drill($0, width - 2) }) }
        lines += section(
            "Ledger", width,
            narrowLedger.lines(width: width - 2))
        for part in fleetSections { lines += section(part.title, width, self.lines(of: part, width - 2)) }
        if !evidence.catchUps.isEmpty { lines += section("Catch-up", width, catchUps(width - 2)) }
        lines += section("Honesty block", width, honesty(width - 2))
        lines += ["", StyledLine("Again, or as HTML: \(commandToMakeAgain)", .dim)]
        return lines.map { $0.text(width: width, color: color) + "\n" }.joined()
    }

    private func heading(_ width: Int) -> [StyledLine] {
        var lines = [StyledLine(headline, .bold)]
        lines += wrapped(trialLine, width: width).map { StyledLine($0, .dim) }
        lines += [StyledLine("trial \(scorecard.trial.id)", .dim), ""]
        let rating = scorecard.overall
        let indent = rating.word.count + 2
        for (index, line) in wrapped(scorecard.verdict, width: width - indent).enumerated() {
            let lead = StyledLine(index == 0 ? rating.word : "", rating.style).padded(to: indent)
            lines.append(lead + StyledLine(line, .bold))
        }
        if scorecard.verdict.isEmpty { lines.append(StyledLine(rating.word, rating.style)) }
        if let incompleteness { lines += wrapped(incompleteness, width: width).map { StyledLine($0, .yellow) } }
        return lines
    }

    /// A rating, a name, a value and its bands in columns; the reason below where it is not green.
    private func findings(_ width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for area in scorecard.areas {
            let columns = FindingColumns(area.findings, width: width)
            let room = max(9, width - area.rating.word.count)
            let title = StyledLine(area.area.rawValue.uppercased(), .bold).padded(to: room)
            lines += ["", title + StyledLine(area.rating.word, area.rating.style)]
            for finding in area.findings { lines += self.lines(of: finding, width, columns) }
        }
        return lines
    }

    private func lines(of finding: Finding, _ width: Int, _ columns: FindingColumns) -> [StyledLine] {
        let names = wrapped(finding.heading, width: columns.name)
        let values = wrapped(finding.shown, width: columns.value)
        let bands = wrapped(finding.bands, width: columns.bands)
        var lines = (0..<max(1, names.count, values.count, bands.count)).map { line -> StyledLine in
            StyledLine(line == 0 ? "  \(finding.rating.word)" : "", finding.rating.style).padded(to: 11)
                + StyledLine(line < names.count ? names[line] : "").padded(to: columns.name + 2)
                + StyledLine(line < values.count ? values[line] : "", .bold).padded(to: columns.value + 2)
                + StyledLine(line < bands.count ? bands[line] : "", .dim)
        }
        if finding.rating != .green, !finding.why.isEmpty {
            lines += wrapped(finding.why, width: width - 11).map { StyledLine("").padded(to: 11) + StyledLine($0) }
        }
        return lines
    }

    private func section(_ title: String, _ width: Int, _ lines: [StyledLine]) -> [StyledLine] {
        ["", StyledLine(title.uppercased(), .bold)] + lines.map { "  " + $0 }
    }

    private func lines(of part: FactSection, _ width: Int) -> [StyledLine] {
        let sentences = part.sentences.map { sentence in
            wrapped(sentence.words, width: width).map {
                StyledLine($0, sentence.isAlarming ? .red : .plain)
            }
        }
        let tables = part.tables.filter { !$0.rows.isEmpty }.map { $0.lines(width: width) }
        return Array((sentences + tables).joined(separator: [""]))
    }

    private func drill(_ incident: Incident, _ width: Int) -> [StyledLine] {
        hanging("", incident.at.clock, .bold, "  \(incident.text)", width)
    }

    private func catchUps(_ width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for catchUp in evidence.catchUps {
            let end = catchUp.caughtUpAt.text("") { ", caught up after \($0 - catchUp.resumedAt)" }
            let left = catchUp.left > 0 ? ", \(catchUp.left.grouped) left" : ""
            let time = catchUp.estimatedTimeLeft.text("") { ", about \($0) more" }
            let slowest = catchUp.slowestPartition.text("") { partition in
                "; slowest partition \(partition)" + catchUp.slowestDrainTime.text("") { " took \($0)" }
            }
            let isDrained = catchUp.verdict == .drained
            lines += hanging(
                "\(catchUp.reader) on \(catchUp.topic): ", catchUp.verdict.rawValue, isDrained ? .green : .red,
                "; backlog \(catchUp.backlog.grouped) at \(catchUp.resumedAt.clock), drained at "
                    + "\(catchUp.drainRate.perSecond) while \(catchUp.arrivalRate.perSecond) arrived\(end)\(left)\(time)"
                    + slowest, width)
        }
        for finding in interference {
            lines += wrapped("\(finding.heading): \(finding.shown). \(finding.why)", width: width).map {
                StyledLine($0)
            }
        }
        return lines
    }

    /// A wrapped sentence with one styled word group on its first line.
    private func hanging(
        _ lead: String, _ word: String, _ style: StyledLine.Style, _ rest: String, _ width: Int
    ) -> [StyledLine] {
        guard (lead + word).displayWidth < width else {
            return wrapped(lead + word + rest, width: width).map { StyledLine($0) }
        }
        let first = wrapped(lead + word + rest, width: width)
        return first.enumerated().map { index, line in
            guard index == 0, line.hasPrefix((lead + word).printable) else {
                return StyledLine((index > 0 ? "  " : "") + line)
            }
            return StyledLine(lead) + StyledLine(word, style)
                + StyledLine(String(line.dropFirst((lead + word).printable.count)))
        }
    }

    private func honesty(_ width: Int) -> [StyledLine] {
        guard let honesty = scorecard.honesty else {
            return wrapped(HonestyBlock.absence, width: width).map { StyledLine($0, .yellow) }
        }
        let shown: Set<String> = [
            "asked and sent", "late sends", "generator CPU", "CPU steal", "round trip to a broker",
            "broker on the generator's host", "durability", "recorded out of range",
        ]
        var lines: [StyledLine] = []
        for fact in honesty.facts where shown.contains(fact.name) || fact.isAlarming {
            let name = fact.name == "broker on the generator's host" ? "broker on this host" : fact.name
            for (index, line) in wrapped(fact.value, width: width - 24).enumerated() {
                lines.append(
                    StyledLine(index == 0 ? name : "", .dim).padded(to: 24)
                        + StyledLine(line, fact.isAlarming ? .red : .plain))
            }
        }
        for caveat in honesty.caveats {
            for (index, line) in wrapped(caveat, width: width - 24).enumerated() {
                lines.append(StyledLine(index == 0 ? "caveat" : "", .yellow).padded(to: 24) + StyledLine(line))
            }
        }
        return lines
    }
}
