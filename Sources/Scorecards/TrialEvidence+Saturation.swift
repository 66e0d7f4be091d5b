internal import Evidence
internal import Quantities

extension TrialEvidence {
    /// Why the generator counts as saturated; empty where it kept up.
    ///
    /// The honesty block says so. A killed trial has none: then late sends and stolen time are taken from its rows,
    /// against the default bounds, because a tail of a saturated generator is no better for having been cut short.
    var generatorSaturation: [String] {
        if let honesty { return honesty.saturation }
        var fromRows = HonestyBlock()
        for row in measuredProduction {
            fromRows.asked += row.asked
            fromRows.late += row.late
        }
        let seconds = measuredSeconds
        let samples = host.filter { row in seconds.contains { $0.contains(row.second) } }
        if !samples.isEmpty {
            fromRows.stealMean = samples.map(\.machineSteal).reduce(0, +) / Double(samples.count)
        }
        return fromRows.saturation
    }

    /// The seconds of each measured phase, the partly covered ones included.
    var measuredSeconds: [Range<Int>] {
        phases.filter { !$0.isWarmUp }.map { phase in
            let first = Int(phase.start.seconds.rounded(.down))
            return first..<max(first, Int(phase.end.seconds.rounded(.up)))
        }
    }
}
