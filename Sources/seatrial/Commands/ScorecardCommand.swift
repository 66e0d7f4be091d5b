internal import ArgumentParser
internal import Evidence
internal import ResultsStore
internal import Scorecards

struct ScorecardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorecard", abstract: "Makes the scorecard of stored trials again, from the results file alone.",
        discussion: """
            EXAMPLES
              seatrial scorecard                                    the newest trial
              seatrial scorecard --trial 20261121 --report html,md
              seatrial scorecard --trial latest --json | jq .overall
              seatrial scorecard --trial latest --compat latest     with the newest run of checks as an area of it
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("A trial's id, the beginning of one, or 'latest'. May be given again.", valueName: "id"))
    var trial: [String] = ["latest"]

    @Option(
        name: .long,
        help: ArgumentHelp("A stored run of compatibility checks, to be one of its areas.", valueName: "id"))
    var compat: String?

    @OptionGroup var results: ResultsOptions
    @OptionGroup var output: ReportOptions

    @Flag(name: .long, help: "End with 10 instead of 0 when the overall rating is yellow.")
    var strict = false

    func run() throws {
        let store = try results.openForReading()
        var ratings: [Rating] = []
        let run = try StoredTrials.reporting {
            try compat.map { try store.compatibilityRun(try store.resolveRun($0)) }
        }
        for name in trial {
            let evidence = try StoredTrials.reporting { try store.evidence(of: try store.resolve(name)) }
            var scorecard = Judge.scorecard(of: evidence)
            if let run { scorecard = scorecard.joined(with: CompatibilityScore(run), ofRun: run.id) }
            try output.show(TrialConductor.Outcome(scorecard: scorecard, evidence: evidence))
            ratings.append(scorecard.overall)
        }
        try Rating.worst(ratings).gate(strict: strict)
    }
}
