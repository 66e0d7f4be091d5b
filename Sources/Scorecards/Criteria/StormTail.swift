internal import Evidence

extension Criterion {
    /// How much longer each live reader's tail is while the devices of an outage come back.
    package static let stormTail = Criterion(
        id: "storm-tail", title: "Tail in the storm after an outage",
        why: """
            When a region is back, thousands of devices connect at once and send what they have kept. Those who never \
            were away should not notice.
            """,
        unit: .ratio, green: 1.5, yellow: 3, percentile: 99, dependsOnGenerator: true
    ) { evidence, yardstick in
        StormWindows.all(of: evidence).flatMap { storm in
            let name = storm.names.joined(separator: ", ")
            guard !evidence.liveReaders.isEmpty else {
                return [
                    yardstick.unknown(
                        subject: name, missing: "the scenario has no live reader to compare.",
                        evidence: "readers: none with the role live")
                ]
            }
            return evidence.liveReaders.map { live in
                let series = LatencySeries(evidence, kind: .intended, reader: live.name)
                return TailRatio(
                    subject: "\(live.name), after \(name)", span: "the return of \(storm.devices) devices",
                    before: series.within(storm.before), during: series.within(storm.storm),
                    after: series.within(storm.storm.upperBound..<storm.storm.upperBound),
                    rows: "latencies of kind intended, reader \(live.name), measured phases: \(storm.forPeople)"
                ).finding(yardstick, evidence)
            }
        }
    }
}
