internal import Evidence
internal import Quantities

extension Criterion {
    /// Deliveries of events that had been delivered before.
    package static let repeats = Criterion(
        id: "repeats", title: "Repeats",
        why: """
            A repeat is an alarm raised twice or a litre of fuel counted twice, unless every reader copes with it. \
            At-least-once delivery allows some; an idempotent producer and readers that stayed in their groups \
            leave nothing that could explain one.
            """,
        unit: .fraction, green: 0, yellow: 0.001, dependsOnGenerator: false
    ) { evidence, yardstick in
        let isIdempotent = ProducerGuarantees(evidence.honesty).isIdempotent == true
        let rebalanced = evidence.hasRebalancedUnderLoad
        let allowed = isIdempotent && !rebalanced ? yardstick.allowingOnly(0) : yardstick
        return Account.findings(evidence, allowed) { account in
            let delivered = account.sum(\.delivered)
            guard delivered > 0 else {
                return allowed.unknown(
                    subject: account.reader.name, missing: "nothing was delivered to it.", evidence: Account.rows)
            }
            let repeated = account.sum(\.repeated)
            let reason =
                !isIdempotent
                ? "The producer is not known to be idempotent, so its retries may repeat events."
                : rebalanced
                    ? "A reader's group rebalanced under load, so events may be read again from the last commit."
                    : "The producer is idempotent and no reader's group rebalanced under load: none is allowed."
            return allowed.finding(
                subject: account.reader.name, value: Double(repeated) / Double(delivered),
                shown: repeated == 0
                    ? "none" : "\(repeated.grouped) (\((Double(repeated) / Double(delivered)).percent))",
                why: "\(repeated.grouped) of \(delivered.grouped) delivered events came again"
                    + "\(account.byTopic(\.repeated)). \(reason)",
                evidence: Account.rows + "; producer settings and rebalances under load")
        }
    }
}

extension TrialEvidence {
    /// Whether any group rebalanced after the load began; the joins before it repeat nothing.
    fileprivate var hasRebalancedUnderLoad: Bool {
        let loadStart = phases.map(\.start).min() ?? .zero
        return incidents.contains { $0.kind == "rebalance" && $0.at > loadStart }
    }
}
