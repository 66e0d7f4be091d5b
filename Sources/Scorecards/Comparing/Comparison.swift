package import Evidence

/// Trials of one scenario that differ in one thing, side by side.
///
/// Pure: made from evidence and scorecards alone. Nothing in it says which is better; the ratings are the scorecards'.
package struct Comparison: Hashable, Sendable, Codable {
    /// How many trials can be told apart at a glance.
    package static let trialCounts = 2...6

    /// What differs between them: `key`.
    package var label: String
    package var trials: [ComparedTrial]

    /// Two to six trials, each with its own word for what differs: `device`.
    package init(label: String, trials: [(label: String, evidence: TrialEvidence, scorecard: Scorecard)]) {
        precondition(
            Comparison.trialCounts.contains(trials.count),
            "a comparison has \(Comparison.trialCounts.lowerBound) to \(Comparison.trialCounts.upperBound) trials, "
                + "not \(trials.count)")
        self.label = label
        self.trials = trials.map { ComparedTrial(label: $0.label, $0.evidence, $0.scorecard) }
    }
}
