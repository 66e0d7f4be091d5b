internal import Evidence
internal import Quantities

extension Criterion {
    /// Whether each reader that was away caught up, and how long it took.
    package static let catchUp = Criterion(
        id: "catch-up", title: "Catch-up",
        why: """
            After an outage the backlog must be read faster than new events arrive, or the reader never comes back. \
            Caught up means every partition, not the fastest. A bound on the time can be set: seconds from resuming.
            """,
        unit: .duration, green: .infinity, yellow: .infinity,
        rule: "green when drained, yellow while draining, red when it will not drain", dependsOnGenerator: true
    ) { evidence, yardstick in
        let told = evidence.catchUps.map { catchUpFinding($0, evidence, yardstick) }
        let untold = evidence.readersWithoutCatchUp.map { reader in
            yardstick.unknown(
                subject: reader.name, missing: evidence.noAccount(of: "its catch-up") + ".", evidence: "catch-ups: none"
            )
        }
        return told + untold
    }
}

private func catchUpFinding(_ catchUp: CatchUp, _ evidence: TrialEvidence, _ yardstick: Yardstick) -> Finding {
    let taken = catchUp.caughtUpAt.map { $0 - catchUp.resumedAt }
    let byBand = taken.map { yardstick.rating(of: $0.seconds) }
    let rates =
        "\(catchUp.drainRate.significant(3)) events/s read, \(catchUp.arrivalRate.significant(3)) events/s arriving"
    let backlog = "\(catchUp.backlog.grouped) events behind when it resumed"
    let limit = evidence.readers.first { $0.name == catchUp.reader }?.limit
    let heldBack = limit.map { " The scenario holds it to \($0.significant(3)) events/s." } ?? ""

    var finding: Finding
    let subject = "\(catchUp.reader), \(catchUp.topic)"
    let rows = "the catch-up of \(catchUp.reader) on \(catchUp.topic): lag of every partition from resuming on"
    switch catchUp.verdict {
    case .drained:
        let slowest = catchUp.slowestPartition.map { " Partition \($0) was the last." } ?? ""
        finding = yardstick.finding(
            subject: subject, value: taken?.seconds,
            // Without an instant there is nothing to hold against a bound on the time.
            rating: byBand ?? (yardstick.isBounded ? .unknown : .green),
            shown: taken.map { "caught up in \($0)" } ?? "caught up",
            why: "\(backlog); \(rates).\(slowest)\(heldBack)", evidence: rows)
    case .willNotDrain:
        finding = yardstick.finding(
            subject: subject, value: nil, rating: .red,
            shown: "will not drain: \(rates)",
            why: "will not drain: \(rates), which is not faster. \(backlog), \(catchUp.left.grouped) at the end."
                + heldBack, evidence: rows)
    case .unfinished:
        let time = catchUp.estimatedTimeLeft
        let loadEnd = evidence.phases.map(\.end).max() ?? catchUp.resumedAt
        let already = yardstick.rating(of: (loadEnd - catchUp.resumedAt).seconds)
        finding = yardstick.finding(
            subject: subject, value: nil, rating: .worst([.yellow, already]),
            shown: "still draining" + (time.map { ", about \($0) left" } ?? ""),
            why: "\(catchUp.left.grouped) of \(catchUp.backlog.grouped) events behind were left when the load ended; "
                + "\(rates).\(heldBack)", evidence: rows)
    }
    finding.why = evidence.qualified(finding.why)
    return finding
}
