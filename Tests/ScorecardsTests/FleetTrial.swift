import Evidence
import Quantities

@testable import Scorecards

extension TrialEvidence {
    /// A healthy fleet on the healthy trial: an outage from 20 s to 25 s, back one by one to 27 s, backlog through at 30 s.
    ///
    /// The dashboard upserts, validates and reads with a schema; devices have connections of their own; its group grew.
    mutating func addFleet() {
        readers[0].deadLetters = "rejects"
        readers[0].upserts = true
        readers[0].schema = "v1"
        var tally = FleetTally(reader: "dashboard", topic: "positions")
        (tally.resent, tally.malformed, tally.rejected, tally.deadLettered) = (10, 4, 4, 4)
        (tally.distinct, tally.expectedDistinct, tally.absorbed, tally.deviceDisorder) = (10_000, 10_000, 10, 0)
        fleetTallies = [tally]
        var ships = EdgeRow(group: "ships")
        (ships.devices, ships.made, ships.sent, ships.resent, ships.heldAtEnd) = (20, 5000, 5010, 10, 0)
        (ships.darkSpans, ships.longestDark) = (20, .seconds(7))
        edges = [ships]
        outages = [
            OutageRecord(name: "harbour", start: .seconds(20), firstEnd: .seconds(25), end: .seconds(27), devices: 20)
        ]
        setLatency(.edge, reader: nil, milliseconds: 600)
        setLatency(.edge, reader: nil, milliseconds: 6000, seconds: 25..<30)
        var row = ConnectionRow(second: 25, phase: 1)
        (row.asked, row.opened) = (20, 20)
        connections = [row]
        setLatency(.connect, reader: nil, milliseconds: 200, seconds: 25..<28)
        scaleOuts = [ScaleOutRecord(reader: "dashboard", from: 1, to: 4, at: .seconds(35), settledAt: .seconds(38))]
        manifest.serviceLevel = ServiceLevelRecord(
            within: .milliseconds(100), share: 0.999, window: .seconds(10), period: .seconds(30 * 86_400))
    }
}

func fleetTrial() -> TrialEvidence {
    var evidence = healthyTrial()
    evidence.addFleet()
    return evidence
}
