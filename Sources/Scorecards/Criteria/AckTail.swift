internal import Evidence

extension Criterion {
    /// The intended-time tail of acknowledgements.
    package static let ackTail = Criterion(
        id: "ack-tail", title: "Tail of acknowledgements",
        why: """
            Until an event is acknowledged its sender must keep it. A long tail fills the buffers of gateways and \
            devices, and what overflows there is gone before the cluster ever saw it.
            """,
        unit: .duration, green: 0.1, yellow: 0.5, percentile: 99, dependsOnGenerator: true
    ) { evidence, yardstick in
        let rows = evidence.measuredProduction
        let sent = rows.map(\.sent).reduce(0, +)
        return [
            TailFinding(
                subject: nil,
                intended: evidence.distribution(.ack), service: evidence.distribution(.ackService),
                expected: sent, missing: max(0, sent - rows.map(\.acked).reduce(0, +)),
                missingForPeople: "sent events were never acknowledged",
                rows: "latencies of kind ack and ack-service, all producers, measured phases"
            ).finding(yardstick, evidence)
        ]
    }
}
