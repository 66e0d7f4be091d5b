internal import Evidence
internal import Quantities

extension Criterion {
    /// What a validating reader let pass, rejected wrongly, or did not get into its dead-letter topic.
    package static let deadLetters = Criterion(
        id: "dead-letters", title: "Dead letters",
        why: """
            A malformed event must end where somebody can look at it: not in the tables of the well-formed ones, and not \
            nowhere. A well-formed event has no business there.
            """,
        unit: .count, green: 0, yellow: 0, dependsOnGenerator: false
    ) { evidence, yardstick in
        FleetAccount.findings(
            of: evidence.readers.filter { $0.deadLetters != nil }, evidence, yardstick, subject: "its dead letters"
        ) { deadLettersFinding($0, yardstick) }
    }
}

private func deadLettersFinding(_ account: FleetAccount, _ yardstick: Yardstick) -> Finding {
    let (missed, wronged) = (account.sum(\.missed), account.sum(\.wronged))
    let (rejected, kept) = (account.sum(\.rejected), account.sum(\.deadLettered))
    let vanished = max(0, rejected - kept)
    let wrong = missed + wronged + vanished
    let topic = account.reader.deadLetters ?? "the dead-letter topic"
    var why = "It rejected \(rejected.grouped) records, of which \(topic) acknowledged \(kept.grouped); "
    why += "\(missed.grouped) malformed records passed its validator, and \(wronged.grouped) well-formed ones did not."
    var rating = yardstick.rating(of: Double(wrong))
    if let isShort = account.isShort {
        why += " That is not final: \(isShort)."
        rating = .worst([rating, .unknown])
    }
    let parts = [
        (missed, "let pass"), (wronged, "rejected wrongly"), (vanished, "not in \(topic)"),
    ].filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
    return yardstick.finding(
        subject: account.reader.name, value: Double(wrong), rating: rating,
        shown: parts.isEmpty ? "none astray, \(kept.grouped) dead-lettered" : parts.joined(separator: ", "), why: why,
        evidence: FleetAccount.rows)
}
