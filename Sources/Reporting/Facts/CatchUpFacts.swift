import Evidence
import Quantities

extension Report {
    /// How each reader came back, one row a reader and topic.
    var catchUpTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("topic"), .number("resumed at"), .number("backlog"), .number("drain rate"),
                .number("arrival rate"), .number("slowest partition"), .number("caught up after"), .number("left"),
                .words("verdict"),
            ],
            rows: evidence.catchUps.map { catchUp in
                [
                    "\(catchUp.reader)", "\(catchUp.topic)", "\(catchUp.resumedAt.clock)",
                    "\(catchUp.backlog.grouped)", "\(catchUp.drainRate.perSecond)", "\(catchUp.arrivalRate.perSecond)",
                    FactTable.Cell(catchUp.slowest),
                    FactTable.Cell(catchUp.caughtUpAt.text("not yet") { "\($0 - catchUp.resumedAt)" }),
                    FactTable.Cell(catchUp.rest),
                    FactTable.Cell(catchUp.verdict.rawValue, isAlarming: catchUp.verdict != .drained),
                ]
            },
            absence: "No reader had a backlog to catch up with.")
    }
}

extension CatchUp {
    /// `7 in 12.3 s`, `7`, or a dash.
    fileprivate var slowest: String {
        guard let slowestPartition else { return "–" }
        return slowestDrainTime.text("\(slowestPartition)") { "\(slowestPartition) in \($0)" }
    }

    fileprivate var rest: String {
        guard left > 0 else { return "0" }
        switch verdict {
        case .willNotDrain: return "\(left.grouped), growing or steady"
        case .drained, .unfinished:
            return left.grouped + estimatedTimeLeft.text("") { ", about \($0) more" }
        }
    }
}
