import Evidence
import Quantities

extension Report {
    /// What each device group made, and where it went before the cluster saw anything.
    var edgeTable: FactTable {
        FactTable(
            columns: [
                .words("group"), .number("devices"), .number("made"), .number("sent"), .number("sent again"),
                .number("dropped at the edge"), .number("still on devices"), .number("malformed"), .number("late"),
            ],
            rows: evidence.edges.map { edge in
                let isClosed = edge.made == edge.sent - edge.resent + edge.droppedAtEdge + edge.heldAtEnd
                return [
                    "\(edge.group)", "\(edge.devices.grouped)",
                    FactTable.Cell(edge.made.grouped, isAlarming: !isClosed), "\(edge.sent.grouped)",
                    "\(edge.resent.grouped)", "\(edge.droppedAtEdge.grouped)", "\(edge.heldAtEnd.grouped)",
                    "\(edge.malformed.grouped)", "\(edge.late.grouped)",
                ]
            }, absence: ""
        ).droppingZeros(of: ["sent again", "malformed", "late"])
    }

    /// How long each group's devices were dark, and how they came back; groups that never were are left out.
    var linkTable: FactTable {
        FactTable(
            columns: [
                .words("group"), .number("went dark"), .number("dark in all"), .number("longest"), .number("came back"),
                .number("failed attempts"), .number("fall-backs"), .number("records kept"),
            ],
            rows: evidence.edges.filter { $0.darkSpans > 0 }.map { edge in
                [
                    "\(edge.group)", "\(edge.darkSpans.grouped)", "\(edge.darkTime)", "\(edge.longestDark)",
                    "\(edge.reconnects.grouped)", "\(edge.failedAttempts.grouped)", "\(edge.fallbacks.grouped)",
                    "\(edge.buffered.grouped)",
                ]
            }, absence: ""
        ).droppingZeros(of: ["failed attempts", "fall-backs", "records kept"])
    }

    /// Planned outages as they fell into the trial.
    var outageTable: FactTable {
        FactTable(
            columns: [
                .words("outage"), .number("from"), .number("first link back"), .number("last link back"),
                .number("devices"),
            ],
            rows: evidence.outages.map { outage in
                [
                    "\(outage.name)", "\(outage.start.clock)", "\(outage.firstEnd.clock)", "\(outage.end.clock)",
                    "\(outage.devices.grouped)",
                ]
            }, absence: "")
    }

    /// Business delay, edge delay and platform latency, percentile by percentile, so that they never mix.
    var delayTable: FactTable {
        let delays = series.delays
        let table = FactTable(
            columns: [
                .words("phase"), .words("reader"), .words("of the events"), .number("business delay"),
                .number("edge delay"), .number("platform latency"),
            ],
            rows: delays.flatMap { delay in
                PhaseDelays.percentiles.map { percentile in
                    func cell(_ histogram: LatencyHistogram) -> FactTable.Cell {
                        FactTable.Cell(histogram.value(atPercentile: percentile).text("–") { "\($0)" })
                    }
                    return [
                        "\(delay.phase)", "\(delay.reader)", "\(Percentile.name(percentile))", cell(delay.business),
                        cell(delay.edge), cell(delay.platform),
                    ]
                }
            }, absence: "")
        return Set(delays.map(\.reader)).count > 1 ? table : table.dropping(["reader"])
    }
}
