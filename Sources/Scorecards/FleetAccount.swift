internal import Evidence
internal import Quantities

/// One reader's part of what became of events' identity and content, over all its topics.
///
/// What reconciliation, dead letters and schema drift are judged by.
struct FleetAccount {
    var reader: ReaderRecord
    var tallies: [FleetTally]
    var deliveries: [DeliveryTally]

    static let rows = "fleet tallies and tallies of the exact ledger, whole trial, every topic of the reader"

    func sum(_ field: (FleetTally) -> Int64) -> Int64 { tallies.map(field).reduce(0, +) }

    /// The sum over topics; nil where one of them has no figure.
    func sum(known field: (FleetTally) -> Int64?) -> Int64? {
        let values = tallies.map(field)
        let known = values.compactMap(\.self)
        return known.isEmpty || known.count < values.count ? nil : known.reduce(0, +)
    }

    /// Distinct records delivered.
    var delivered: Int64 { deliveries.map(\.delivered).reduce(0, +) }

    /// Why the reader's figures are not final; nil where it read to the end.
    var isShort: String? {
        let unread = deliveries.map(\.unread).reduce(0, +)
        if unread > 0 { return "\(unread.grouped) events were still unread at the end" }
        return deliveries.allSatisfy(\.isComplete) ? nil : "it did not read to the end of every partition"
    }

    /// One finding for each of the readers that has an account; for the others, what is missing.
    static func findings(
        of readers: [ReaderRecord], _ evidence: TrialEvidence, _ yardstick: Yardstick, subject: String,
        judge: (FleetAccount) -> Finding
    ) -> [Finding] {
        readers.map { reader in
            let account = FleetAccount(
                reader: reader, tallies: evidence.fleetTallies.filter { $0.reader == reader.name },
                deliveries: evidence.tallies.filter { $0.reader == reader.name })
            let untold = reader.topics.filter { topic in
                !account.tallies.contains { $0.topic == topic } || !account.deliveries.contains { $0.topic == topic }
            }
            guard untold.isEmpty, !account.tallies.isEmpty else {
                return yardstick.unknown(
                    subject: reader.name, missing: evidence.noAccount(of: subject) + ".", evidence: rows)
            }
            return judge(account)
        }
    }
}
