/// What one check found on one cluster.
package struct CheckFinding: Hashable, Sendable, Codable, Identifiable {
    /// The id of the check, `txn.abort-invisible`; the part before the dot is its group.
    package var id: String
    /// What is asserted, in a sentence.
    package var title: String
    /// What it means for a user where it does not hold.
    package var why: String
    package var tier: CheckTier
    /// The feature of an estate that relies on it: `transactions`.
    package var feature: String
    package var verdict: CheckVerdict
    /// What a cluster that passes does.
    package var expected: String
    /// What this one did; for what was not run or not told, the reason.
    package var observed: String
    /// What to do about it, where something is known; nil otherwise.
    package var remedy: String?
    /// Values that stay the same from run to run on the same cluster, by name: an error code, a limit, a version.
    ///
    /// Two runs are compared by verdict and by these. No times, offsets or names of a run are among them.
    package var facts: [String: String]
    /// Whose behaviour the probe went through.
    package var client: ProbeClient
    /// From the start of the probe to its end.
    package var seconds: Double
    /// The requests of the wire client, the last ones where there were very many.
    package var exchanges: [WireExchange]

    package init(
        id: String, title: String, why: String, tier: CheckTier, feature: String, verdict: CheckVerdict,
        expected: String, observed: String, remedy: String? = nil, facts: [String: String] = [:],
        client: ProbeClient = .wire, seconds: Double = 0, exchanges: [WireExchange] = []
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.tier = tier
        self.feature = feature
        self.verdict = verdict
        self.expected = expected
        self.observed = observed
        self.remedy = remedy
        self.facts = facts
        self.client = client
        self.seconds = seconds
        self.exchanges = exchanges
    }

    /// `txn` of `txn.abort-invisible`.
    package var group: String { String(id.prefix { $0 != "." }) }
}

/// Who needs it.
package enum CheckTier: String, CaseIterable, Hashable, Sendable, Codable {
    /// An application breaks without it.
    case core
    /// Some applications use it.
    case extended
    /// Tools and administrators use it.
    case admin
    /// New in Kafka 4.
    case new
}

/// Which client a probe went through: what a library does by itself is not the broker's doing.
package enum ProbeClient: String, CaseIterable, Hashable, Sendable, Codable {
    /// This program's own protocol client: every byte is the check's.
    case wire
    case librdkafka
    /// An HTTP interface beside the cluster: Connect, Schema Registry.
    case http
    /// A program found on the machine: kcat, Kafka's scripts.
    case tool
}

/// A request of a check and what came of it.
package struct WireExchange: Hashable, Sendable, Codable {
    /// Host and port.
    package var broker: String
    /// `Produce v7`.
    package var request: String
    /// The request's fields in words; no records, no secrets.
    package var asked: String
    /// The response's fields in words, or the error.
    package var answered: String
    /// From the start of the check.
    package var atMilliseconds: Double
    package var tookMilliseconds: Double

    package init(
        broker: String, request: String, asked: String, answered: String, atMilliseconds: Double,
        tookMilliseconds: Double
    ) {
        self.broker = broker
        self.request = request
        self.asked = asked
        self.answered = answered
        self.atMilliseconds = atMilliseconds
        self.tookMilliseconds = tookMilliseconds
    }
}
