package import Evidence

/// What a probe says: a verdict, what it saw, and the values in it that another run would see again.
///
/// Probes return it, or throw it from within.
package struct CheckOutcome: Error, Hashable, Sendable {
    package var verdict: CheckVerdict
    /// What the cluster did; for what was not run or not told, why.
    package var observed: String
    /// By name: error codes, limits, versions.
    ///
    /// No times, offsets, or names of the run.
    package var facts: [String: String]

    private init(_ verdict: CheckVerdict, _ observed: String, _ facts: [String: String]) {
        self.verdict = verdict
        self.observed = observed
        self.facts = facts
    }

    /// It behaves as Apache Kafka does.
    package static func pass(_ observed: String, _ facts: [String: String] = [:]) -> CheckOutcome {
        CheckOutcome(.pass, observed, facts)
    }

    /// It differs in a way that an application can tolerate or configure around.
    package static func degraded(_ observed: String, _ facts: [String: String] = [:]) -> CheckOutcome {
        CheckOutcome(.degraded, observed, facts)
    }

    /// It differs in a way that breaks what relies on it.
    package static func fail(_ observed: String, _ facts: [String: String] = [:]) -> CheckOutcome {
        CheckOutcome(.fail, observed, facts)
    }

    /// The cluster says itself that it has not got it.
    package static func unsupported(_ observed: String, _ facts: [String: String] = [:]) -> CheckOutcome {
        CheckOutcome(.unsupported, observed, facts)
    }

    /// It was not tried: something is missing.
    package static func notRun(_ reason: String) -> CheckOutcome { CheckOutcome(.notRun, reason, [:]) }

    /// It was tried, and could not be told.
    package static func inconclusive(_ reason: String) -> CheckOutcome { CheckOutcome(.inconclusive, reason, [:]) }
}
