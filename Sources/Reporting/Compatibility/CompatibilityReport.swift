package import Evidence
package import Scorecards

/// A run of the compatibility checks and what it comes to, ready to be told: `terminal`, `html`, `markdown`, `json`,
/// `junit`.
///
/// Nothing is judged here: ratings and their reasons are the score's.
package struct CompatibilityReport: Sendable {
    package let run: CompatibilityRun
    package let score: CompatibilityScore
    /// With the baseline; nil where there was none.
    package let comparison: CompatibilityComparison?
    /// What the baseline's cluster offers, for the matrix of APIs.
    let baseline: ClusterIdentity?

    /// - Parameter comparison: the one that the score was made with.
    package init(
        _ run: CompatibilityRun, score: CompatibilityScore, comparison: CompatibilityComparison? = nil,
        baseline: CompatibilityRun? = nil
    ) {
        self.run = run
        self.score = score
        self.comparison = comparison
        self.baseline = baseline?.cluster
    }
}
