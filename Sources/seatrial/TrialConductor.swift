internal import Evidence
internal import Foundation
internal import Reporting
internal import ResultsStore
internal import ScenarioModel
internal import Scorecards
internal import Trials

/// Runs trials for a command: stores them, shows progress, judges and prints.
struct TrialConductor {
    var store: ResultsStore
    var quiet: Bool
    var interruption = Interruption()

    struct Outcome {
        var scorecard: Scorecard
        var evidence: TrialEvidence
    }

    func run(_ request: TrialRequest) async throws -> Outcome {
        let store = store
        let sink = TrialSink(
            begin: { try store.begin($0, phases: $1, readers: $2, bands: $3) },
            append: { try store.append($1, to: $0) },
            finish: { try store.finish($0, account: $1) })
        let display = ProgressDisplay(quiet: quiet)
        let runner = TrialRunner(request: request, sink: sink, interruption: interruption) {
            display.show($0)
        } leftOver: { problems in
            for problem in problems { Console.error("left over: \(request.redactText(problem))") }
        }
        let manifest: TrialManifest
        do {
            manifest = try await runner.run()
            display.end()
        } catch {
            display.end()
            let wasStopped = interruption.isRaised && error.kind == .target
            throw CommandFailure(wasStopped ? .interrupted : error.exitCode, request.redactText(error.description))
        }
        return try judge(manifest.id)
    }

    /// Judges a stored trial, and keeps the rating for listings.
    func judge(_ id: String) throws -> Outcome {
        let evidence = try store.evidence(of: id)
        let scorecard = Judge.scorecard(of: evidence)
        try store.storeRating(scorecard)
        return Outcome(scorecard: scorecard, evidence: evidence)
    }
}

extension TrialError {
    var exitCode: ExitCodes {
        switch kind {
        case .target: .unavailable
        case .mismatch: .badInput
        case .results: .internalError
        }
    }
}
