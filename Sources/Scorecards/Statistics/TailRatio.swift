internal import Evidence
internal import Quantities

/// A live reader's tail in one span against its tail before it, with the band of the ratio.
///
/// What interference and the storm have in common.
struct TailRatio {
    var subject: String
    /// What the span is, after `during`: `the catch-up`.
    var span: String
    var before: LatencySeries
    var during: LatencySeries
    /// Shown for comparison where there is enough of it.
    var after: LatencySeries
    var rows: String

    /// A window of fewer seconds says nothing about its tail.
    static let fewestSeconds = 3

    func finding(_ yardstick: Yardstick, _ evidence: TrialEvidence) -> Finding {
        for (window, name) in [(before, "before"), (during, "during")] where window.seconds < TailRatio.fewestSeconds {
            return yardstick.unknown(
                subject: subject,
                missing: evidence.qualified(
                    "only \(window.seconds) seconds with deliveries \(name) \(span); "
                        + "\(TailRatio.fewestSeconds) are needed."), evidence: rows)
        }
        let percentile = yardstick.percentile
        let (calmBuckets, busyBuckets) = (before.buckets, during.buckets)
        guard let calm = calmBuckets.tail(percentile), let busy = busyBuckets.tail(percentile) else {
            return yardstick.unknown(subject: subject, missing: "nothing was delivered.", evidence: rows)
        }
        let ratio = Double(busy.rawValue) / Double(max(1000, calm.rawValue))
        let band = MovingBlockBootstrap.ratioBand(
            of: busyBuckets, to: calmBuckets, percentile: percentile, seed: evidence.manifest.seed)
        var why = "\(Percentile.name(percentile)) was \(calm) before and \(busy) during \(span)"
        if after.seconds >= TailRatio.fewestSeconds, let later = after.buckets.tail(percentile) {
            why += ", \(later) after it"
        }
        why += "; the 95 % band of the ratio is \(band.forPeople)."
        let isNoise = band.contains(1)
        let isTooSmall = (busy - calm).rawValue.magnitude < EffectFloor.latency.rawValue.magnitude
        if isNoise {
            why += " The band includes 1: no difference beyond the noise."
        } else if isTooSmall {
            why += " \(EffectFloor.latencyForPeople)"
        }
        return yardstick.finding(
            subject: subject, value: ratio, rating: isNoise || isTooSmall ? .green : nil,
            shown: "\(yardstick.shown(ratio)) (\(band.forPeople))", why: evidence.qualified(why), evidence: rows)
    }
}
