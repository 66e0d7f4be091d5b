import Scorecards

extension Report {
    /// Every finding with its value, bands, reason and evidence, by area.
    func findingsSection() -> Markup {
        tag("section") {
            tag("h2") { "Findings" }
            if scorecard.areas.isEmpty { tag("p", ("class", "muted")) { "Nothing could be rated." } }
            for area in scorecard.areas {
                tag("div", ("class", "area")) {
                    tag("h3") { area.area.rawValue }
                    badge(area.rating)
                }
                for finding in area.findings { article(finding) }
            }
        }
    }

    private func article(_ finding: Finding) -> Markup {
        tag("article", ("class", "finding")) {
            tag("div") { badge(finding.rating) }
            tag("div") {
                tag("div", ("class", "title")) { finding.heading }
                if !finding.why.isEmpty { tag("p", ("class", "why")) { finding.why } }
                if !finding.evidence.isEmpty { tag("p", ("class", "note")) { "Evidence: \(finding.evidence)" } }
            }
            tag("div") {
                tag("div", ("class", "value")) { finding.shown }
                tag("div", ("class", "bands note")) { finding.bands }
            }
        }
    }
}
