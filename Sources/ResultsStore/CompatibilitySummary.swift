package import Evidence
package import Scorecards

/// One line of a list of runs of the compatibility checks.
package struct CompatibilitySummary: Hashable, Sendable, Codable {
    /// Without findings; the state is as it is seen now, not as it was stored.
    package var run: CompatibilityRun
    /// As it was stored last; nil where there was none.
    package var rating: Rating?
    package var verdict: String?
    /// Checks by verdict, `not run` too; those that are not there are left out.
    package var counts: [String: Int]
}
