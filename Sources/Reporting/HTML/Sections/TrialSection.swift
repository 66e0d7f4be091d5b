import Evidence
import Scorecards

extension Report {
    /// What was run, and how to make this report again.
    func trialSection() -> Markup {
        tag("section") {
            tag("h2") { "The trial" }
            factList(trialFacts.map { ($0.name, $0.value, false) })
            tag("h3") { "Phases" }
            phaseTable.markup()
            tag("details") {
                tag("summary") { "Scenario as it was run" }
                if scorecard.trial.scenarioText.isEmpty {
                    tag("p", ("class", "muted")) { "Its text was not recorded." }
                } else {
                    tag("pre") { tag("code") { scorecard.trial.scenarioText } }
                }
            }
            tag("h3") { "Make this report again" }
            tag("pre") { tag("code") { commandToMakeAgain } }
        }
    }

    func footer() -> Markup {
        tag("footer") {
            "Made by seatrial \(scorecard.trial.seatrialVersion) from the stored evidence of trial \(scorecard.trial.id). "
                + "Percentiles are read from merged histograms of every event and never averaged; latencies run from "
                + "the intended time unless they say otherwise."
        }
    }
}
