internal import Evidence
internal import Quantities

extension Criterion {
    /// Deliveries of events that had been delivered before.
    package static let repeats = Criterion(
        id: "repeats", title: "Repeats",
        why: """
            A repeat is an alarm raised twice or a litre of fuel counted twice, unless every reader copes with it. \
            At-least-once delivery allows some; an idempotent producer and readers that stayed in their groups \
            leave nothing that could explain one. What a device sent again is another record, and what a reader fetched \
            again at the same offset is its own doing: neither is counted.
            """,
        unit: .fraction, green: 0, yellow: 0.001, dependsOnGenerator: false
    ) { evidence, yardstick in
        let isIdempotent = ProducerGuarantees(evidence.honesty).isIdempotent == true
        return Account.findings(evidence, yardstick) { account in
            let rebalanced = evidence.hasRebalancedUnderLoad(account.reader)
            let allowed = isIdempotent && !rebalanced ? yardstick.allowingOnly(0) : yardstick
            let delivered = account.sum(\.delivered)
            guard delivered > 0 else {
                return allowed.unknown(
                    subject: account.reader.name, missing: "nothing was delivered to it.", evidence: Account.rows)
            }
            let repeated = account.sum(\.repeated)
            let reason =
                if !isIdempotent {
                    "The producer is not known to be idempotent, so its retries may repeat events."
                } else if rebalanced {
                    "Its group rebalanced under load, so events may be read again from the last commit."
                } else {
                    "The producer is idempotent and the reader's group did not rebalance under load: none is allowed."
                }
            return allowed.finding(
                subject: account.reader.name, value: Double(repeated) / Double(delivered),
                shown: repeated == 0
                    ? "none" : "\(repeated.grouped) (\((Double(repeated) / Double(delivered)).percent))",
                why: "\(repeated.grouped) of \(delivered.grouped) delivered events came again"
                    + "\(account.byTopic(\.repeated)). \(reason)\(evidence.notCounted(account.reader))",
                evidence: Account.rows + "; producer settings and rebalances under load")
        }
    }
}

extension TrialEvidence {
    /// What came again and is no repeat of the cluster's, as a sentence; empty where there was none.
    fileprivate func notCounted(_ reader: ReaderRecord) -> String {
        let tallies = fleetTallies.filter { $0.reader == reader.name }
        let parts = [
            (tallies.map(\.resent).reduce(0, +), "records that devices sent again"),
            (tallies.map(\.reread).reduce(0, +), "deliveries that the reader fetched again itself"),
        ].filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        return parts.isEmpty ? "" : " Not counted: \(parts.joined(separator: ", "))."
    }

    /// Whether the reader's group rebalanced between the load's beginning and the last delivery.
    ///
    /// The joins before repeat nothing, nor does leaving at the end. An incident that names no reader may be of any.
    fileprivate func hasRebalancedUnderLoad(_ reader: ReaderRecord) -> Bool {
        let loadStart = phases.map(\.start).min() ?? .zero
        let lastDelivery = deliveries.filter { $0.reader == reader.name }.map(\.second).max() ?? .max
        return incidents.contains { incident in
            incident.kind == "rebalance" && incident.at > loadStart
                && Int(incident.at.seconds.rounded(.down)) <= lastDelivery
                && (incident.text.contains(reader.name) || !readers.contains { incident.text.contains($0.name) })
        }
    }
}
