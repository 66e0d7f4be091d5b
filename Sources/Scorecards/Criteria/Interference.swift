internal import Evidence
internal import Quantities

extension Criterion {
    /// How much longer each live reader's tail is while another reader catches up.
    package static let interference = Criterion(
        id: "interference", title: "Interference of a catch-up",
        why: """
            Reading a backlog takes disk, page cache and network from live traffic. If alarms get slow whenever a \
            report catches up, the two need separate clusters or a quota.
            """,
        unit: .ratio, green: 1.5, yellow: 3, percentile: 99, dependsOnGenerator: true
    ) { evidence, yardstick in
        let returns = Dictionary(grouping: evidence.catchUps.filter { evidence.isReturn($0) }, by: \.reader)
        var findings = returns.sorted { $0.key < $1.key }.flatMap { reader, catchUps in
            guard !evidence.liveReaders.isEmpty else {
                return [
                    yardstick.unknown(
                        subject: reader, missing: "the scenario has no live reader to compare.",
                        evidence: "readers: none with the role live")
                ]
            }
            let windows = InterferenceWindows(catchUps, phases: evidence.phases)
            return evidence.liveReaders.map { live in
                interferenceFinding(on: live.name, of: reader, windows, evidence, yardstick)
            }
        }
        findings += evidence.readersWithoutCatchUp.map { reader in
            yardstick.unknown(
                subject: reader.name, missing: evidence.noAccount(of: "its catch-up") + ".", evidence: "catch-ups: none"
            )
        }
        return findings
    }

    /// A window of fewer seconds says nothing about its tail.
    package static let fewestSecondsInWindow = 3
}

private func interferenceFinding(
    on live: String, of reader: String, _ windows: InterferenceWindows, _ evidence: TrialEvidence,
    _ yardstick: Yardstick
) -> Finding {
    let subject = "\(live), while \(reader) catches up"
    let rows = "latencies of kind intended, reader \(live), measured phases: \(windows.forPeople)"
    let series = LatencySeries(evidence, kind: .intended, reader: live)
    let (before, during, after) = (
        series.within(windows.before), series.within(windows.during), series.within(windows.after)
    )
    for (window, name) in [(before, "before"), (during, "during")]
    where window.seconds < Criterion.fewestSecondsInWindow {
        return yardstick.unknown(
            subject: subject,
            missing: evidence.qualified(
                "only \(window.seconds) seconds with deliveries \(name) the catch-up; "
                    + "\(Criterion.fewestSecondsInWindow) are needed."), evidence: rows)
    }
    let percentile = yardstick.percentile
    let (calmBuckets, busyBuckets) = (before.buckets, during.buckets)
    guard let calm = calmBuckets.tail(percentile), let busy = busyBuckets.tail(percentile) else {
        return yardstick.unknown(subject: subject, missing: "nothing was delivered.", evidence: rows)
    }
    let ratio = Double(busy.rawValue) / Double(max(1000, calm.rawValue))
    let band = MovingBlockBootstrap.ratioBand(
        of: busyBuckets, to: calmBuckets, percentile: percentile, seed: evidence.manifest.seed)
    let name = Percentile.name(percentile)
    var why = "\(name) was \(calm) before and \(busy) during the catch-up"
    if after.seconds >= Criterion.fewestSecondsInWindow, let later = after.buckets.tail(percentile) {
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

extension TrialEvidence {
    /// Whether a catch-up has a time before it: a slow reader is behind from the start on and returns from nowhere.
    fileprivate func isReturn(_ catchUp: CatchUp) -> Bool {
        readers.first { $0.name == catchUp.reader }?.role != "slow"
    }
}
