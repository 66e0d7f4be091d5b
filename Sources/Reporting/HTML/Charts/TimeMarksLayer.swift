import Evidence
import Quantities

/// Phases, outages, catch-ups and incidents as they lie under and over a chart over time.
struct TimeMarksLayer {
    var marks: TimeMarks
    var frame: ChartFrame

    private static let rowHeight = 18.0

    /// Room above the plot: a row for incidents, for phases, for outages and for catch-ups, as far as there are any.
    static func height(of marks: TimeMarks) -> Double {
        let rows = [
            !marks.incidents.isEmpty, !marks.phases.isEmpty, !marks.outages.isEmpty, !marks.catchUps.isEmpty,
        ].count { $0 }
        return Double(rows) * rowHeight
    }

    /// Shades and names, under the lines.
    @MarkupBuilder
    func behind() -> Markup {
        for (index, phase) in marks.phases.enumerated() {
            let span = (start: frame.atX(phase.start), end: frame.atX(phase.end))
            let shade = phase.isWarmUp ? "phase-warm" : index.isMultiple(of: 2) ? "phase" : "phase-even"
            rectangle(shade, span, from: phaseRow, to: frame.bottom)
            tag("path", ("class", "phase-edge"), ("d", "M\(xy(span.start, phaseRow))V\(frame.bottom.fixed(1))"))
            name(phase.isWarmUp ? "\(phase.name) (warm-up)" : phase.name, short: phase.name, span, row: phaseRow)
        }
        for outage in marks.outages {
            let dark = (start: frame.atX(outage.start), end: frame.atX(outage.firstEnd))
            let storm = (start: dark.end, end: frame.atX(outage.stormEnd))
            rectangle("outage", dark, from: outageRow, to: frame.bottom)
            rectangle("storm", storm, from: outageRow, to: frame.bottom)
            name("\(outage.name): outage", short: outage.name, dark, row: outageRow)
            name("\(outage.name): storm", short: "storm", storm, row: outageRow)
        }
        for catchUp in marks.catchUps {
            let span = (start: frame.atX(catchUp.start), end: frame.atX(catchUp.end))
            rectangle("catch", span, from: catchUpRow, to: frame.bottom)
            let words = catchUp.isDrained ? "catch-up" : "catch-up, not finished"
            name("\(catchUp.reader): \(words)", short: words, span, row: catchUpRow)
        }
    }

    /// Numbered incidents, over the lines; those too close to each other share a number's span.
    @MarkupBuilder
    func inFront() -> Markup {
        for incident in marks.incidents where incident.at.seconds <= frame.x.high {
            let x = frame.atX(incident.at.seconds)
            tag("path", ("class", "incident"), ("d", "M\(xy(x, 17))V\(frame.bottom.fixed(1))"))
        }
        for group in groups {
            let label = group.first == group.last ? "\(group.first)" : "\(group.first)–\(group.last)"
            let width = max(16, textWidth(label) + 4)
            let x = min(max(group.x, width / 2), ChartFrame.width - width / 2)
            tag(
                "rect", ("class", "incident-mark"), ("x", (x - width / 2).fixed(1)), ("y", "1"),
                ("width", width.fixed(1)), ("height", "15"), ("rx", "3"))
            tag(
                "text", ("class", "incident-number"), ("x", x.fixed(1)), ("y", "12"), ("text-anchor", "middle")
            ) { label }
        }
    }

    private var phaseRow: Double { 8 + (marks.incidents.isEmpty ? 0 : TimeMarksLayer.rowHeight) }
    private var outageRow: Double { phaseRow + (marks.phases.isEmpty ? 0 : TimeMarksLayer.rowHeight) }
    private var catchUpRow: Double { outageRow + (marks.outages.isEmpty ? 0 : TimeMarksLayer.rowHeight) }

    private var groups: [(first: Int, last: Int, x: Double)] {
        var groups: [(first: Int, last: Int, x: Double, end: Double)] = []
        for (index, incident) in marks.incidents.enumerated() where incident.at.seconds <= frame.x.high {
            let x = frame.atX(incident.at.seconds)
            if let last = groups.indices.last, x - groups[last].end < 40 {
                groups[last].last = index + 1
                groups[last].end = x
            } else {
                groups.append((index + 1, index + 1, x, x))
            }
        }
        return groups.map { ($0.first, $0.last, $0.x) }
    }

    private func rectangle(_ shade: String, _ span: (start: Double, end: Double), from: Double, to: Double) -> Markup {
        tag(
            "rect", ("class", shade), ("x", span.start.fixed(1)), ("y", from.fixed(1)),
            ("width", max(0, span.end - span.start).fixed(1)), ("height", (to - from).fixed(1)))
    }

    /// The longest of the names that fits its span, cut where none does, and nothing where even that says nothing.
    @MarkupBuilder
    private func name(_ long: String, short: String, _ span: (start: Double, end: Double), row: Double) -> Markup {
        let room = Int((span.end - span.start - 8) / 6.8)
        let words = [long, short].first { $0.count <= room } ?? (room >= 4 ? short.prefix(room - 1) + "…" : "")
        if !words.isEmpty {
            tag("text", ("x", (span.start + 5).fixed(1)), ("y", (row + 13).fixed(1))) { words }
        }
    }
}
