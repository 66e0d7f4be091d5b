package import Evidence
package import Scorecards

/// One line of a list of trials.
package struct TrialSummary: Hashable, Sendable, Codable {
    /// The state is as it is seen now, not as it was stored.
    package var manifest: TrialManifest
    /// The scorecard's, as it was stored last; nil where there was none.
    package var rating: Rating?
    package var verdict: String?
    /// Seconds from the trial's start that have rows.
    package var storedSeconds: Int
    /// Events over all phases; deliveries over all readers.
    package var sent: Int64
    package var acked: Int64
    package var delivered: Int64
    /// Over all readers; nil where the trial has no account.
    package var lost: Int64?
}
