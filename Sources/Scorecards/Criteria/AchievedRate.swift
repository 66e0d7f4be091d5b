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
                        + "\(rate.acked.grouped) acknowledged within their phase. \(rate.peaks)"),
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
    private var seconds: [Int: ProductionRow] = [:]

    init(_ evidence: TrialEvidence) {
        for phase in evidence.phases where !phase.isWarmUp {
            // One more second, for the events that were on their way when the phase ended.
            let lastSecond = Int(phase.end.seconds.rounded(.up))
            for row in evidence.production where row.phase == phase.number {
                asked += row.asked
                seconds[row.second, default: ProductionRow(second: row.second, phase: 0)].add(row)
                guard row.second <= lastSecond else { continue }
                sent += row.sent
                acked += row.acked
            }
        }
    }

    /// The busiest ten seconds of what was asked, sent and acknowledged, each for itself, in words.
    var peaks: String {
        let (asked, sent, acked) = (peak(\.asked), peak(\.sent), peak(\.acked))
        return
            "At its peak, over \(window) s, it was \(asked)/s that were asked for, and at most \(sent)/s were sent and "
            + "\(acked)/s acknowledged."
    }

    /// Ten seconds, or all of a shorter trial.
    private var window: Int { max(1, min(10, (seconds.keys.max() ?? 0) - (seconds.keys.min() ?? 0) + 1)) }

    /// Events a second.
    private func peak(_ count: KeyPath<ProductionRow, Int64>) -> String {
        guard let first = seconds.keys.min(), let last = seconds.keys.max() else { return "0" }
        var (sum, highest): (Int64, Int64) = (0, 0)
        for second in first...last {
            sum += seconds[second]?[keyPath: count] ?? 0
            sum -= seconds[second - window]?[keyPath: count] ?? 0
            highest = max(highest, sum)
        }
        return (highest / Int64(window)).grouped
    }

    func share(of count: Int64) -> Double { Double(count) / Double(asked) }
}

extension ProductionRow {
    fileprivate mutating func add(_ row: ProductionRow) {
        asked += row.asked
        sent += row.sent
        acked += row.acked
    }
}
