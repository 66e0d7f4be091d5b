internal import Evidence
internal import Quantities

extension Criterion {
    /// Distinct events in an upserting reader's table, against those that devices sent and the cluster acknowledged.
    package static let reconciliation = Criterion(
        id: "reconciliation", title: "Reconciliation",
        why: """
            A table kept by device and sequence is where resends and repeats end. When the month is closed, it must hold \
            every event once; what is missing there is missing from the bill.
            """,
        unit: .fraction, lowerIsBetter: false, green: 0.9999, yellow: 0.997, dependsOnGenerator: false
    ) { evidence, yardstick in
        FleetAccount.findings(
            of: evidence.readers.filter(\.upserts), evidence, yardstick, subject: "its table"
        ) { reconciliationFinding($0, yardstick) }
    }
}

private func reconciliationFinding(_ account: FleetAccount, _ yardstick: Yardstick) -> Finding {
    let reader = account.reader.name
    if let isShort = account.isShort {
        return yardstick.unknown(
            subject: reader, missing: "\(isShort), so its table is not final.", evidence: FleetAccount.rows)
    }
    guard let distinct = account.sum(known: \.distinct), let expected = account.sum(known: \.expectedDistinct) else {
        return yardstick.unknown(
            subject: reader, missing: "its table was not counted.", evidence: FleetAccount.rows)
    }
    guard expected > 0 else {
        return yardstick.unknown(
            subject: reader, missing: "no well-formed event was acknowledged, so nothing could be reconciled.",
            evidence: FleetAccount.rows)
    }
    let share = min(1, Double(distinct) / Double(expected))
    var why = "Its table holds \(distinct.grouped) of \(expected.grouped) distinct events that were acknowledged"
    why +=
        account.sum(known: \.absorbed).map { "; \($0.grouped) deliveries of an event it had already were absorbed." }
        ?? "."
    if distinct > expected {
        why += " The \((distinct - expected).grouped) beyond were never acknowledged and yet delivered."
    }
    if let disorder = account.sum(known: \.deviceDisorder), disorder > 0 {
        why += " \(disorder.grouped) events came after a later one of the same device."
    }
    return yardstick.finding(
        subject: reader, value: share, shown: yardstick.shown(share), why: why, evidence: FleetAccount.rows)
}
