internal import Evidence
internal import Quantities

extension Criterion {
    /// Acknowledged events that were never delivered.
    package static let loss = Criterion(
        id: "loss", title: "Loss",
        why: """
            An acknowledgement is the cluster's word that it has the event; the device deletes its copy. One \
            acknowledged event that never arrives is a promise broken.
            """,
        unit: .count, green: 0, yellow: 0, dependsOnGenerator: false
    ) { evidence, yardstick in
        Account.findings(evidence, yardstick) { account in
            let acked = account.sum(\.acked)
            let (lost, unread) = (account.sum(\.lost), account.sum(\.unread))
            guard acked > 0 else {
                return yardstick.unknown(
                    subject: account.reader.name, missing: "nothing was acknowledged, so nothing could be lost.",
                    evidence: Account.rows)
            }
            var why = "Of \(acked.grouped) acknowledged events \(lost.grouped) were never delivered"
            why += account.byTopic(\.lost) + "."
            var rating = yardstick.rating(of: Double(lost))
            if unread > 0 {
                let backlog = evidence.catchUps.first { $0.reader == account.reader.name && $0.verdict != .drained }
                why += " \(unread.grouped) more were still unread at the end: "
                why +=
                    backlog.map { "the backlog of its catch-up (\($0.verdict.rawValue))." }
                    ?? "nobody knows their fate."
                // A backlog explains them; it does not prove them safe. So never green.
                rating = .worst([rating, backlog == nil ? .unknown : .yellow])
            }
            let ambiguous = account.sum(\.ambiguous)
            if ambiguous > 0 {
                why += " \(ambiguous.grouped) were never acknowledged and yet delivered; they are not counted here."
            }
            return yardstick.finding(
                subject: account.reader.name, value: Double(lost), rating: rating,
                shown: "\(lost.grouped) lost" + (unread > 0 ? ", \(unread.grouped) unread" : ""), why: why,
                evidence: Account.rows)
        }
    }
}
