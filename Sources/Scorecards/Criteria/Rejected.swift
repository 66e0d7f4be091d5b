internal import Evidence
internal import Quantities

extension Criterion {
    /// Events that the client gave up on, surely or perhaps not in the log.
    package static let rejected = Criterion(
        id: "rejected", title: "Rejected events",
        why: """
            What the client gives up on after all its retries must be kept and sent again by someone. Where nobody \
            does, it is lost before the cluster was ever responsible for it.
            """,
        unit: .fraction, green: 0, yellow: 0.0001, dependsOnGenerator: false
    ) { evidence, yardstick in
        let rows = evidence.measuredProduction
        let sent = rows.map(\.sent).reduce(0, +)
        let evidenceText = "per-second production rows of measured phases"
        guard sent > 0 else {
            return [
                yardstick.unknown(
                    missing: evidence.qualified("nothing was sent in the measured phases."), evidence: evidenceText)
            ]
        }
        let rejected = rows.map(\.rejected).reduce(0, +)
        let indeterminate = rows.map(\.indeterminate).reduce(0, +)
        let share = Double(rejected + indeterminate) / Double(sent)
        return [
            yardstick.finding(
                value: share,
                shown: rejected + indeterminate == 0
                    ? "none" : "\((rejected + indeterminate).grouped) (\(share.percent))",
                why: evidence.qualified(
                    "Of \(sent.grouped) events sent, \(rejected.grouped) were rejected and are not in the log, and of "
                        + "\(indeterminate.grouped) the producer never learned their fate."),
                evidence: evidenceText)
        ]
    }
}
