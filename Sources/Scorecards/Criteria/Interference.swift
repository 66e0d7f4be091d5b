internal import Evidence

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
}

private func interferenceFinding(
    on live: String, of reader: String, _ windows: InterferenceWindows, _ evidence: TrialEvidence,
    _ yardstick: Yardstick
) -> Finding {
    let series = LatencySeries(evidence, kind: .intended, reader: live)
    return TailRatio(
        subject: "\(live), while \(reader) catches up", span: "the catch-up", before: series.within(windows.before),
        during: series.within(windows.during), after: series.within(windows.after),
        rows: "latencies of kind intended, reader \(live), measured phases: \(windows.forPeople)"
    ).finding(yardstick, evidence)
}

extension TrialEvidence {
    /// Whether a catch-up has a time before it: a slow reader is behind from the start on and returns from nowhere.
    fileprivate func isReturn(_ catchUp: CatchUp) -> Bool {
        readers.first { $0.name == catchUp.reader }?.role != "slow"
    }
}
