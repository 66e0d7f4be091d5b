import Evidence
import Scorecards

extension Report {
    /// The overall rating, the sentence that decided it, and what qualifies it.
    @MarkupBuilder
    func verdictSection() -> Markup {
        tag("header") {
            tag("h1") { headline }
            tag("p", ("class", "muted")) { trialLine }
            tag("div", ("class", "verdict \(scorecard.overall.rawValue)")) {
                badge(scorecard.overall)
                tag("p") { scorecard.verdict }
            }
        }
        if let incompleteness { warning(incompleteness) }
        if let honesty = scorecard.honesty, !honesty.saturation.isEmpty {
            warning("The generator was saturated: \(honesty.saturation.joined(separator: "; ")).")
        }
    }

    private func warning(_ words: String) -> Markup {
        tag("p", ("class", "warning"), ("role", "note")) { words }
    }
}
