internal import Evidence
internal import Quantities

extension Criterion {
    /// The time that devices need to set up their own connections, and whether all of them got one.
    package static let connections = Criterion(
        id: "connections", title: "Connection set-up",
        why: """
            After an outage it is not the log that gives in first, but the brokers' front door: TLS handshakes, \
            authentication, metadata for everybody at once. A device that cannot connect has no cluster.
            """,
        unit: .duration, green: 1, yellow: 5, percentile: 99,
        rule: "red where a set-up that was due never succeeded", dependsOnGenerator: true
    ) { evidence, yardstick in
        let measured = evidence.measuredPhases
        guard !evidence.connections.isEmpty else { return [] }
        let rows = evidence.connections.filter { measured.contains($0.phase) }
        let rowsForPeople = "connections by second and latencies of kind connect, measured phases"
        let asked = rows.map(\.asked).reduce(0, +)
        guard asked > 0 else {
            // Devices that connect in the warm-up and stay connected tell nothing of a storm.
            return []
        }
        let (opened, failed) = (rows.map(\.opened).reduce(0, +), rows.map(\.failed).reduce(0, +))
        let missing = max(0, asked - opened)
        var why = "Of \(asked.grouped) set-ups that were due, \(opened.grouped) succeeded; "
        why += "\(failed.grouped) attempts failed."
        if let busiest = rows.max(by: { ($0.asked, $1.second) < ($1.asked, $0.second) }) {
            why += " Most, \(busiest.asked.grouped), were due in second \(busiest.second)."
        }
        guard let tail = evidence.distribution(.connect).value(atPercentile: yardstick.percentile) else {
            let isOver = evidence.cutShort == nil
            return [
                yardstick.finding(
                    value: nil, rating: isOver && missing > 0 ? .red : .unknown,
                    shown: "none of \(asked.grouped) opened",
                    why: evidence.qualified(why), evidence: rowsForPeople)
            ]
        }
        // Of a trial that did not end, the missing may yet have been on their way.
        let isForGood = missing > 0 && evidence.cutShort == nil
        return [
            yardstick.finding(
                value: tail.seconds, rating: isForGood ? .red : nil,
                shown: "\(Percentile.name(yardstick.percentile)) \(tail)"
                    + (isForGood ? ", \(missing.grouped) failed for good" : ""),
                why: evidence.qualified(why), evidence: rowsForPeople)
        ]
    }
}
