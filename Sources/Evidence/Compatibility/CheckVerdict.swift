/// What a check says of a cluster.
package enum CheckVerdict: String, CaseIterable, Hashable, Sendable, Codable {
    /// It behaves as Apache Kafka does.
    case pass
    /// It differs in a way that an application can tolerate or configure around.
    case degraded
    /// It differs in a way that breaks what relies on it.
    case fail
    /// The cluster says itself that it has not got it: an API that is not offered, UNSUPPORTED_VERSION, a policy.
    case unsupported
    /// It was not tried; the reason says what was missing.
    case notRun = "not run"
    /// It was tried, and could not be told: a time-out, a missing right.
    case inconclusive
}
