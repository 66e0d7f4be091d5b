internal import Evidence

extension Criterion {
    /// The intended-time tail of each live reader.
    package static let liveTail = Criterion(
        id: "live-tail", title: "Tail of the live reader",
        why: """
            A dashboard or an alarm is as fast as its slowest usual event. The time runs from the instant the event was \
            due at the producer, so a stall of the cluster is in it and not hidden behind sends that waited.
            """,
        unit: .duration, green: 0.1, yellow: 0.5, percentile: 99, dependsOnGenerator: true
    ) { evidence, yardstick in
        guard !evidence.liveReaders.isEmpty else {
            return [
                yardstick.unknown(
                    missing: "the scenario has no live reader", evidence: "readers: none with the role live")
            ]
        }
        return evidence.liveReaders.map { reader in
            let tallies = evidence.tallies.filter { $0.reader == reader.name }
            return TailFinding(
                subject: reader.name,
                intended: evidence.distribution(.intended, reader: reader.name),
                service: evidence.distribution(.service, reader: reader.name),
                expected: tallies.map(\.acked).reduce(0, +),
                missing: tallies.map { $0.lost + $0.unread }.reduce(0, +),
                missingForPeople: "acknowledged events were never delivered to it",
                rows: "latencies of kind intended and service, reader \(reader.name), measured phases"
            ).finding(yardstick, evidence)
        }
    }
}
