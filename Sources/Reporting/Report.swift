package import Evidence
package import Scorecards

/// A scorecard and the evidence under it, ready to be told: `terminal`, `html`, `markdown`, `json`.
///
/// The series that charts need are computed once, here; the renderers only lay out. Nothing is judged: ratings and
/// their reasons are the scorecard's.
package struct Report: Sendable {
    package let scorecard: Scorecard
    package let evidence: TrialEvidence
    let series: ReportSeries

    package init(scorecard: Scorecard, evidence: TrialEvidence) {
        self.scorecard = scorecard
        self.evidence = evidence
        series = ReportSeries(evidence)
    }

    /// The command that makes this report again from the results file.
    var commandToMakeAgain: String {
        "seatrial scorecard --trial \(scorecard.trial.id)"
            + (scorecard.compatibilityRun.map { " --compat \($0)" } ?? "")
    }

    /// What the interference criterion found: the live reader's tail before, during and after, in its own words.
    var interference: [Finding] {
        scorecard.areas.flatMap(\.findings).filter { $0.criterion.contains("interference") }
    }
}
