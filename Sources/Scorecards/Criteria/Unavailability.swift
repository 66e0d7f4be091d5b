internal import Evidence
internal import Quantities

extension Criterion {
    /// The longest span in which something was due and nothing came, for producers and for each live reader.
    package static let unavailability = Criterion(
        id: "unavailability", title: "Longest unavailability",
        why: """
            An average hides an outage of seconds, and a percentile of a long run hides it too. This is how long a \
            device at the worst place and the worst moment had no cluster.
            """,
        unit: .duration, green: 1, yellow: 10, dependsOnGenerator: true
    ) { evidence, yardstick in
        let acks = evidence.gaps.filter { $0.kind == .ack }
        return [gapFinding("acknowledgements", acks, evidence, yardstick)]
            + evidence.liveReaders.map { reader in
                let gaps = evidence.gaps.filter { $0.kind == .delivery && $0.reader == reader.name }
                return gapFinding("deliveries to \(reader.name)", gaps, evidence, yardstick)
            }
    }
}

private func gapFinding(
    _ subject: String, _ gaps: [Gap], _ evidence: TrialEvidence, _ yardstick: Yardstick
) -> Finding {
    let rows = "gaps, \(subject): the longest of each partition or reader, measured phases"
    guard let longest = gaps.max(by: { $0.length < $1.length }) else {
        return yardstick.unknown(
            subject: subject, missing: evidence.noAccount(of: "the gaps in \(subject)") + ".", evidence: rows)
    }
    let measured = gaps.compactMap { gap in gap.lengthInMeasured(of: evidence).map { (gap: gap, length: $0) } }
    guard let worst = measured.max(by: { $0.length < $1.length }) else {
        // Only each subject's longest gap is kept, so a longer one in the warm-up bounds those after it from above.
        let bound = longest.length.seconds
        return yardstick.finding(
            subject: subject, value: nil, rating: yardstick.rating(of: bound) == .green ? .green : .unknown,
            shown: "at most \(longest.length)",
            why: "The longest gap was in the warm-up; those of the measured phases were no longer.", evidence: rows)
    }
    let partition = worst.gap.partition.map { " partition \($0)" } ?? ""
    return yardstick.finding(
        subject: subject, value: worst.length.seconds, shown: "\(worst.length)",
        why: evidence.qualified(
            "Something was due on \(worst.gap.topic)\(partition) and nothing came for \(worst.length), "
                + "from \(worst.gap.start) into the trial."),
        evidence: rows)
}

extension Gap {
    /// Its length from where it first touches a measured phase; nil where it touches none.
    fileprivate func lengthInMeasured(of evidence: TrialEvidence) -> Nanoseconds? {
        let end = start + length
        return evidence.phases
            .filter { !$0.isWarmUp && start < $0.end && end > $0.start }
            .map { end - max(start, $0.start) }
            .max()
    }
}
