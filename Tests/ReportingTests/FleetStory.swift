import Evidence
import Quantities
import Reporting
import Scorecards

/// Synthetic evidence of a trial with a fleet: ships on satellite links beside wired cranes, told as a story.
///
/// At 0:20 the harbour's satellite links go dark; from 0:32 to 0:35 the ships come back, set up their connections and send
/// what they kept, until 0:42. At 0:45 two members join the dashboard.
enum FleetStory {
    static let told = report(of: evidence)

    static func report(of evidence: TrialEvidence) -> Report {
        Report(scorecard: Judge.scorecard(of: evidence), evidence: evidence)
    }

    static let evidence = made

    private static var made: TrialEvidence {
        var story = TrialStory(brokerOutage: nil, archiveAway: nil, catchUp: nil)
        story.rate = 20_000
        var evidence = story.evidence
        evidence.manifest.title = "The harbour is dark and comes back"
        evidence.manifest.serviceLevel = ServiceLevelRecord(
            within: .milliseconds(100), share: 0.999, window: .seconds(300), period: .seconds(30 * 86_400))
        evidence.readers[0].role = "slow"
        (evidence.readers[1].deadLetters, evidence.readers[1].upserts, evidence.readers[1].schema) = (
            "rejects", true, "v1"
        )
        evidence.tallies[1].repeated = 0
        evidence.gaps = [
            Gap(kind: .ack, topic: "positions", partition: 3, start: .seconds(33), length: .milliseconds(310)),
            Gap(
                kind: .delivery, reader: "dashboard", topic: "positions", start: .seconds(33),
                length: .milliseconds(340)),
        ]
        evidence.outages = [
            OutageRecord(
                name: "harbour", start: .seconds(20), firstEnd: .seconds(32), end: .seconds(35), devices: 400)
        ]
        evidence.scaleOuts = [
            ScaleOutRecord(reader: "dashboard", from: 2, to: 4, at: .seconds(45), settledAt: .seconds(49.2))
        ]
        (evidence.edges, evidence.fleetTallies) = (edges, tallies)
        for second in 0..<60 { observe(second, in: &evidence) }
        return evidence
    }

    private static var edges: [EdgeRow] {
        var ships = EdgeRow(group: "ships")
        (ships.devices, ships.made, ships.resent, ships.droppedAtEdge, ships.heldAtEnd) = (400, 120_000, 240, 900, 12)
        ships.sent = 120_000 + 240 - 900 - 12
        (ships.malformed, ships.buffered, ships.late) = (99, 24_000, 0)
        (ships.darkSpans, ships.reconnects, ships.failedAttempts, ships.fallbacks) = (412, 412, 1_730, 18)
        (ships.darkTime, ships.longestDark) = (.seconds(5_640), .seconds(15.2))
        var cranes = EdgeRow(group: "cranes")
        (cranes.devices, cranes.made, cranes.sent) = (2_000, 1_100_000 - ships.sent, 1_100_000 - ships.sent)
        return [ships, cranes]
    }

    private static var tallies: [FleetTally] {
        var dashboard = FleetTally(reader: "dashboard", topic: "positions")
        (dashboard.resent, dashboard.malformed, dashboard.buffered) = (240, 99, 24_000)
        (dashboard.rejected, dashboard.deadLettered, dashboard.missed) = (99, 99, 0)
        (dashboard.unreadable, dashboard.unreadableReasons) = (310, ["fuel: a number, found a text", "rpm: present"])
        (dashboard.distinct, dashboard.expectedDistinct, dashboard.absorbed) = (1_099_655, 1_099_661, 240)
        (dashboard.deviceDisorder, dashboard.reread) = (0, 1_200)
        return [dashboard, FleetTally(reader: "archive", topic: "positions")]
    }

    private typealias Part = (milliseconds: Double, count: UInt64)

    private static func observe(_ second: Int, in evidence: inout TrialEvidence) {
        let phase = second < 5 ? 0 : 1
        func add(_ kind: LatencyKind, _ reader: String?, _ parts: [Part]) {
            var histogram = LatencyHistogram()
            for part in parts { histogram.record(microseconds: UInt64(part.milliseconds * 1000), count: part.count) }
            evidence.latencies.append(
                LatencyRow(second: second, phase: phase, kind: kind, reader: reader, histogram: histogram))
        }
        let isDark = (20..<32).contains(second)
        let isStorm = (32..<42).contains(second)
        let back = 12_400 - Double(second - 32) * 900
        var ships: [Part] = isDark ? [] : [(620, 1_800)]
        if isStorm { ships.append((back, 2_400)) }
        let cranes: [[Part]] = [[(0.4, 18_200)], [(2.1, 18_200)]]
        let delivered: [Part] = ships.map { ($0.milliseconds + 3, $0.count) }
        add(.edge, nil, cranes[0] + ships)
        add(.business, "dashboard", cranes[1] + delivered)
        if isStorm {
            evidence.latencies.removeAll { $0.second == second && $0.kind == .intended && $0.reader == "dashboard" }
            add(.intended, "dashboard", [(3, 18_200), (21, 4_000), (180, 90)])
        }
        guard (32..<40).contains(second) else { return }
        var row = ConnectionRow(second: second, phase: 1)
        row.asked = second == 32 ? 220 : second < 35 ? 90 : 0
        row.opened = second < 36 ? 70 : 30
        row.failed = second < 36 ? 40 : 2
        evidence.connections.append(row)
        add(.connect, nil, [(240, UInt64(clamping: row.opened - 4)), (1_900, 4)])
    }

    /// The story with every name and text of the fleet replaced by hostile text.
    static let hostile = report(of: hostileEvidence)

    private static var hostileEvidence: TrialEvidence {
        var evidence = evidence
        let text = Hostile.text
        for index in evidence.readers.indices {
            evidence.readers[index].name += text
            if evidence.readers[index].deadLetters != nil { evidence.readers[index].deadLetters = text }
            if evidence.readers[index].schema != nil { evidence.readers[index].schema = text }
        }
        for index in evidence.latencies.indices {
            if let reader = evidence.latencies[index].reader { evidence.latencies[index].reader = reader + text }
        }
        for index in evidence.phases.indices { evidence.phases[index].name = text }
        for index in evidence.tallies.indices { evidence.tallies[index].reader += text }
        for index in evidence.edges.indices { evidence.edges[index].group = text }
        evidence.outages[0].name = text
        evidence.scaleOuts[0].reader = text
        for index in evidence.fleetTallies.indices {
            evidence.fleetTallies[index].reader += text
            evidence.fleetTallies[index].unreadableReasons = [text, text]
        }
        return evidence
    }
}
