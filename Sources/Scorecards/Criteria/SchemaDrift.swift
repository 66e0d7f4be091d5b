internal import Evidence
internal import Quantities

extension Criterion {
    /// Distinct records that a reader's schema cannot read.
    package static let schemaDrift = Criterion(
        id: "schema-drift", title: "Schema drift",
        why: """
            A firmware rollout changes the shape of events under readers that were not asked. What a reader cannot read \
            is as good as lost to it, while the cluster is in perfect health.
            """,
        unit: .fraction, green: 0, yellow: 0.001, dependsOnGenerator: false
    ) { evidence, yardstick in
        FleetAccount.findings(
            of: evidence.readers.filter { $0.schema != nil }, evidence, yardstick, subject: "what its schema can read"
        ) { account in
            let (unreadable, delivered) = (account.sum(\.unreadable), account.delivered)
            guard delivered > 0 else {
                return yardstick.unknown(
                    subject: account.reader.name, missing: "nothing was delivered to it.", evidence: FleetAccount.rows)
            }
            let share = Double(unreadable) / Double(delivered)
            var why = "It reads with the schema of \(account.reader.schema ?? "no version") and could not read "
            why += "\(unreadable.grouped) of \(delivered.grouped) distinct records."
            let reasons = account.tallies.flatMap(\.unreadableReasons)
            if !reasons.isEmpty { why += " It expected: \(reasons.joined(separator: "; "))." }
            return yardstick.finding(
                subject: account.reader.name, value: share,
                shown: unreadable == 0 ? "none" : "\(unreadable.grouped) (\(share.percent))", why: why,
                evidence: FleetAccount.rows)
        }
    }
}
