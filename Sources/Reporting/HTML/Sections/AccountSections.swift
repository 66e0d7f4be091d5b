import Evidence
import Scorecards

/// Gaps beyond this many are counted, not listed.
private let gapLimit = 12

extension Report {
    func ledgerSection() -> Markup {
        let table = ledgerTable.droppingZeros(of: Report.rareLedgerColumns)
        let kept = Set(table.columns.map(\.title))
        let omitted = ledgerTable.columns.map(\.title).filter { !kept.contains($0) }.joined(separator: ", ")
        return tag("section") {
            tag("h2") { "Ledger" }
            table.markup()
            tag("p", ("class", "note")) {
                "Every event is accounted for. Lost: acknowledged, and not delivered although the reader reached the "
                    + "log's end. Unread: the reader did not get to it in time. Ambiguous: never acknowledged and yet "
                    + "delivered. Foreign: not of this trial. Complete: the reader reached the end of every partition."
                    + (omitted.isEmpty ? "" : " Left out, being 0 throughout: \(omitted).")
            }
        }
    }

    func catchUpSection() -> Markup {
        tag("section") {
            tag("h2") { "Catch-up" }
            catchUpTable.markup()
            for finding in interference {
                tag("p") {
                    badge(finding.rating)
                    " \(finding.heading): \(finding.shown). \(finding.why)"
                }
            }
        }
    }

    func gapsSection() -> Markup {
        var table = gapTable
        let omitted = table.rows.count - gapLimit
        table.rows = Array(table.rows.prefix(gapLimit))
        return tag("section") {
            tag("h2") { "Unavailability" }
            table.markup()
            if omitted > 0 { tag("p", ("class", "note")) { "\(omitted) shorter gaps are not listed." } }
        }
    }

    func incidentsSection() -> Markup {
        tag("section") {
            tag("h2") { "Incidents" }
            incidentTable.markup()
            if series.marks.omittedIncidents > 0 {
                tag("p", ("class", "note")) { "\(series.marks.omittedIncidents) further incidents are not listed." }
            }
        }
    }
}
