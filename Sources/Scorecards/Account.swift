internal import Evidence
internal import Quantities

/// A reader's account over all its topics: what loss, repeats, order and corruption are judged by.
struct Account {
    var reader: ReaderRecord
    var tallies: [DeliveryTally]

    func sum(_ field: (DeliveryTally) -> Int64) -> Int64 { tallies.map(field).reduce(0, +) }

    /// `12 in positions, 3 in alarms`: the topics where `field` is not zero, when the reader has several.
    func byTopic(_ field: (DeliveryTally) -> Int64) -> String {
        guard tallies.count > 1 else { return "" }
        let parts = tallies.filter { field($0) > 0 }.map { "\(field($0).grouped) in \($0.topic)" }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }

    static let rows = "tallies of the exact ledger, whole trial, every topic of the reader"

    /// One finding for each reader that has an account; for the others, and without any reader, what is missing.
    static func findings(
        _ evidence: TrialEvidence, _ yardstick: Yardstick, judge: (Account) -> Finding
    ) -> [Finding] {
        guard !evidence.readers.isEmpty else {
            return [
                yardstick.unknown(
                    missing: "the scenario has no reader, so nobody knows what arrived.", evidence: "readers: none")
            ]
        }
        // What a reader forwards is judged as its dead letters; the topic's own account is judged where there is one.
        let owed = evidence.readers.filter { reader in
            reader.role != "dead-letters" || evidence.tallies.contains { $0.reader == reader.name }
        }
        return owed.map { reader in
            let account = Account(reader: reader, tallies: evidence.tallies.filter { $0.reader == reader.name })
            let untold = reader.topics.filter { topic in !account.tallies.contains { $0.topic == topic } }
            guard !account.tallies.isEmpty, untold.isEmpty else {
                let topics = untold.isEmpty ? "what \(reader.name) read" : untold.joined(separator: ", ")
                return yardstick.unknown(
                    subject: reader.name, missing: evidence.noAccount(of: topics) + ".", evidence: rows)
            }
            return judge(account)
        }
    }
}
