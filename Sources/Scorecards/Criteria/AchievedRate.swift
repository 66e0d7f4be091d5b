internal import Evidence
internal import Quantities

extension Criterion {
    /// What was sent and acknowledged in time, against what the schedule asked for.
    package static let achievedRate = Criterion(
        id: "achieved-rate", title: "Achieved rate",
        why: """
            A cluster that cannot take the fleet's rate makes every other figure a figure of a smaller fleet. The \
            schedule does not slow down for a slow cluster, so what is missing here is queued on the senders.
            """,
        unit: .fraction, lowerIsBetter: false, green: 0.99, yellow: 0.95, dependsOnGenerator: true
    ) { evidence, yardstick in
        let rate = AchievedRate(evidence)
        guard rate.asked > 0 else {
            return [
                yardstick.unknown(
                    missing: evidence.qualified("the schedule asked for no event in the measured phases."),
                    evidence: AchievedRate.rows)
            ]
        }
        let (sent, acked) = (rate.share(of: rate.sent), rate.share(of: rate.acked))
        return [
            yardstick.finding(
                value: min(sent, acked),
                shown: "\(yardstick.shown(sent)) sent, \(yardstick.shown(acked)) acknowledged",
                why: evidence.qualified(
                    "Of \(rate.asked.grouped) events asked for, \(rate.sent.grouped) were sent and "
                        + "\(rate.acked.grouped) acknowledged within their phase."),
                evidence: AchievedRate.rows)
        ]
    }
}

/// Sums over measured phases of what was done within the phase it was due in.
private struct AchievedRate {
    static let rows = "per-second production rows of measured phases, up to one second past the phase's end"
    var asked: Int64 = 0
    var sent: Int64 = 0
    var acked: Int64 = 0

    init(_ evidence: TrialEvidence) {
        for phase in evidence.phases where !phase.isWarmUp {
            // One more second, for the events that were on their way when the phase ended.
            let lastSecond = Int(phase.end.seconds.rounded(.up))
            for row in evidence.production where row.phase == phase.number {
                asked += row.asked
                guard row.second <= lastSecond else { continue }
                sent += row.sent
                acked += row.acked
            }
        }
    }

    func share(of count: Int64) -> Double { Double(count) / Double(asked) }
}
