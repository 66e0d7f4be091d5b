import Evidence
import Quantities
import Scorecards

/// What a fleet adds to the document; absent where a trial has none of it.
struct FleetSummary: Encodable {
    struct Delay: Encodable {
        var phase: String
        var reader: String
        var percentile: Double
        var businessNs: Nanoseconds?
        var edgeNs: Nanoseconds?
        var platformNs: Nanoseconds?
    }

    struct Storm: Encodable {
        var outages: [String]
        var devices: Int64
        var outageSecond: Int
        var firstSecond: Int
        /// The first second after it.
        var endSecond: Int
    }

    var edges: [EdgeRow]
    var tallies: [FleetTally]
    var outages: [OutageRecord]
    var storms: [Storm]
    var connections: [ConnectionRow]
    var scaleOuts: [ScaleOutRecord]
    var delays: [Delay]
    /// The account in sentences for people.
    var account: [String]

    /// nil where there is nothing of a fleet.
    init?(_ report: Report) {
        let evidence = report.evidence
        edges = evidence.edges
        tallies = evidence.fleetTallies
        outages = evidence.outages
        connections = evidence.connections
        scaleOuts = evidence.scaleOuts
        storms = report.series.storms.map {
            Storm(
                outages: $0.names, devices: $0.devices, outageSecond: $0.start, firstSecond: $0.storm.lowerBound,
                endSecond: $0.storm.upperBound)
        }
        delays = report.series.delays.flatMap { delays in
            PhaseDelays.percentiles.map { percentile in
                Delay(
                    phase: delays.phase, reader: delays.reader, percentile: percentile,
                    businessNs: delays.business.value(atPercentile: percentile),
                    edgeNs: delays.edge.value(atPercentile: percentile),
                    platformNs: delays.platform.value(atPercentile: percentile))
            }
        }
        account = report.closedAccounts.map(\.text)
        let isEmpty =
            edges.isEmpty && tallies.isEmpty && outages.isEmpty && connections.isEmpty && scaleOuts.isEmpty
            && delays.isEmpty
        if isEmpty { return nil }
    }
}
