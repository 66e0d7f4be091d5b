internal import Evidence
internal import Quantities

extension Criterion {
    /// Records of the trial whose checksum or place is wrong.
    package static let corruption = Criterion(
        id: "corruption", title: "Corruption",
        why: "Bytes that changed between producer and reader are worse than bytes that are missing: they are believed.",
        unit: .count, green: 0, yellow: 0, dependsOnGenerator: false
    ) { evidence, yardstick in
        Account.findings(evidence, yardstick) { account in
            let (corrupted, delivered) = (account.sum(\.corrupted), account.sum(\.delivered))
            guard delivered + corrupted > 0 else {
                return yardstick.unknown(
                    subject: account.reader.name, missing: "nothing was delivered to it.", evidence: Account.rows)
            }
            return yardstick.finding(
                subject: account.reader.name, value: Double(corrupted),
                shown: corrupted == 0 ? "none" : "\(corrupted.grouped) corrupted",
                why: "\(corrupted.grouped) records had a wrong checksum or were in a wrong place"
                    + "\(account.byTopic(\.corrupted)), beside \(delivered.grouped) events delivered.",
                evidence: Account.rows)
        }
    }
}
