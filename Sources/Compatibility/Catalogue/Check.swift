package import Evidence

/// One assertion on a cluster, with its own probe.
///
/// A value with a closure. Each group of checks has its own folder in `Checks/`; `Check.all` lists them.
package struct Check: Sendable, Identifiable {
    /// How it shares the cluster with the other checks of a run.
    package enum Conduct: Hashable, Sendable {
        /// Beside others, on topics and groups of its own.
        case beside
        /// Alone: it changes what others would notice, such as a broker's config, or takes their processor.
        case alone
        /// Beside all others from the start of a run, because it mostly waits: for compaction, for an expiry.
        case slow
    }

    /// The group and the name in it: `txn.abort-invisible`.
    package var id: String
    package var tier: CheckTier
    /// What of a cluster it belongs to, for an estate.
    package var feature: Feature
    /// What is asserted, in a sentence without a full stop.
    package var title: String
    /// What it means for a user where it does not hold.
    package var why: String
    /// What a cluster that passes does.
    package var expected: String
    /// Since when Apache Kafka does it, with the KIP: `0.11 (KIP-98)`.
    package var since: String
    /// Differences that were documented or reported, with their source; nil where none is known.
    package var known: String?
    /// What to do where it does not hold; nil where nothing is known.
    package var remedy: String?
    package var client: ProbeClient
    package var needs: [Need]
    package var conduct: Conduct
    /// After this it is inconclusive.
    package var limit: Duration
    /// Asks the cluster and says what came of it; what it throws is made an outcome, too.
    package var probe: @Sendable (Probe) async throws -> CheckOutcome

    package init(
        _ id: String, _ tier: CheckTier, _ feature: Feature, _ title: String, why: String, expected: String,
        since: String, known: String? = nil, remedy: String? = nil, client: ProbeClient = .wire, needs: [Need] = [],
        conduct: Conduct = .beside, limit: Duration = .seconds(60),
        probe: @escaping @Sendable (Probe) async throws -> CheckOutcome
    ) {
        self.id = id
        self.tier = tier
        self.feature = feature
        self.title = title
        self.why = why
        self.expected = expected
        self.since = since
        self.known = known
        self.remedy = remedy
        self.client = client
        self.needs = needs
        self.conduct = conduct
        self.limit = limit
        self.probe = probe
    }

    /// `txn` of `txn.abort-invisible`.
    package var group: String { String(id.prefix { $0 != "." }) }
}

extension Check {
    /// What has to be there before it can be asked; where it is not, the check is unsupported or not run.
    package enum Need: Hashable, Sendable {
        /// An API in this version or a later one: where it is not offered, the check is unsupported.
        case api(Int16, atLeast: Int16)
        /// So many brokers.
        case brokers(Int)
        /// The right to create topics; a check that can do with any topic does not need it.
        case topicCreation
        /// A listener with logins and an authorizer, and a user who may administer it.
        case login
        case connect
        case schemaRegistry
        /// A program of this machine.
        case tool(String)
    }
}
