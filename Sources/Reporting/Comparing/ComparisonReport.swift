package import Scorecards

/// A comparison of trials, ready to be told: `terminal`, `html`, `markdown`, `json`.
///
/// Nothing is judged: it says what each trial showed, and its rating.
package struct ComparisonReport: Sendable {
    package let comparison: Comparison

    package init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    /// `Trials side by side, by key: device, region`.
    var headline: String {
        "Trials side by side, by \(comparison.label): " + comparison.trials.map(\.label).joined(separator: ", ")
    }
}
