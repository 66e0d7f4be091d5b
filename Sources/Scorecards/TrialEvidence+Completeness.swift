internal import Evidence

extension TrialEvidence {
    /// How far the measurements of a trial that did not run to its end reach; nil for a finished trial.
    var cutShort: String? {
        switch manifest.state {
        case .finished: nil
        case .running: "so far"
        case .interrupted, .failed: "up to the interruption"
        }
    }

    /// `the trial was interrupted (killed by signal 9)`.
    var stateForPeople: String {
        let state =
            switch manifest.state {
            case .finished: "the trial finished"
            case .running: "the trial is still running"
            case .interrupted: "the trial was interrupted"
            case .failed: "the trial failed"
            }
        return manifest.reason.map { "\(state) (\($0))" } ?? state
    }

    /// A sentence about per-second rows, with how far they reach where the trial was cut short.
    func qualified(_ sentence: String) -> String {
        cutShort.map { "\(sentence) This holds \($0) only: \(stateForPeople)." } ?? sentence
    }

    /// Why a part of the account that is made after the drain is not there.
    func noAccount(of what: String) -> String {
        cutShort == nil
            ? "the trial has no account of \(what)"
            : "\(stateForPeople) before the account of \(what) was made"
    }

    var liveReaders: [ReaderRecord] { readers.filter { $0.role == "live" } }

    /// Readers that were away or began late, so that a catch-up is owed for each.
    var returningReaders: [ReaderRecord] { readers.filter { $0.role == "paused" || $0.role == "replay" } }

    /// Returning readers of which no catch-up was recorded.
    var readersWithoutCatchUp: [ReaderRecord] {
        returningReaders.filter { reader in !catchUps.contains { $0.reader == reader.name } }
    }

    /// The production rows whose events belong to measured phases.
    var measuredProduction: [ProductionRow] {
        let measured = measuredPhases
        return production.filter { measured.contains($0.phase) }
    }
}
