internal import ArgumentParser
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
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("A trial's id, the beginning of one, or 'latest'. May be given again.", valueName: "id"))
    var trial: [String] = ["latest"]

    @OptionGroup var results: ResultsOptions
    @OptionGroup var output: ReportOptions

    @Flag(name: .long, help: "End with 10 instead of 0 when the overall rating is yellow.")
    var strict = false

    func run() throws {
        let store = try results.openForReading()
        var ratings: [Rating] = []
        for name in trial {
            let evidence = try StoredTrials.reporting { try store.evidence(of: try store.resolve(name)) }
            let scorecard = Judge.scorecard(of: evidence)
            try output.show(TrialConductor.Outcome(scorecard: scorecard, evidence: evidence))
            ratings.append(scorecard.overall)
        }
        try Rating.worst(ratings).gate(strict: strict)
    }
}
