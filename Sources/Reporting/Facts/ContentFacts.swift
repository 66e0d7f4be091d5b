import Evidence
import Quantities

extension Report {
    /// The tables that readers keep by device and sequence; what may be missing is for the findings to judge.
    var upsertTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("topic"), .number("distinct events"), .number("expected"),
                .number("absorbed"), .number("sent again by devices"), .number("read again"),
                .number("out of order in a device"),
            ],
            rows: evidence.fleetTallies.filter { $0.distinct != nil }.map { tally in
                [
                    "\(tally.reader)", "\(tally.topic)",
                    FactTable.Cell(tally.distinct.text("–") { $0.grouped }),
                    FactTable.Cell(tally.expectedDistinct.text("–") { $0.grouped }),
                    FactTable.Cell(tally.absorbed.text("–") { $0.grouped }), "\(tally.resent.grouped)",
                    "\(tally.reread.grouped)", FactTable.Cell(tally.deviceDisorder.text("–") { $0.grouped }),
                ]
            }, absence: "")
    }

    /// What validating readers did with malformed records.
    var deadLetterTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("from"), .words("to"), .number("malformed"), .number("rejected"),
                .number("dead-lettered"), .number("let pass"), .number("rejected wrongly"),
            ],
            rows: evidence.fleetTallies.compactMap { tally in
                guard let topic = record(of: tally)?.deadLetters else { return nil }
                return [
                    "\(tally.reader)", "\(tally.topic)", "\(topic)", "\(tally.malformed.grouped)",
                    "\(tally.rejected.grouped)",
                    FactTable.Cell(tally.deadLettered.grouped, isAlarming: tally.deadLettered < tally.rejected),
                    FactTable.Cell(tally.missed.grouped, isAlarming: tally.missed > 0),
                    FactTable.Cell(tally.wronged.grouped, isAlarming: tally.wronged > 0),
                ]
            }, absence: "")
    }

    /// What readers could not read with the schema they have.
    var driftTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("topic"), .words("schema"), .number("unreadable"), .words("what it expected"),
            ],
            rows: evidence.fleetTallies.compactMap { tally in
                guard let schema = record(of: tally)?.schema else { return nil }
                let reasons = tally.unreadableReasons.joined(separator: "; ")
                return [
                    "\(tally.reader)", "\(tally.topic)", "\(schema)",
                    FactTable.Cell(tally.unreadable.grouped, isAlarming: tally.unreadable > 0),
                    FactTable.Cell(reasons.isEmpty ? "–" : reasons),
                ]
            }, absence: "")
    }

    /// How readers' groups took on more members.
    var scaleOutTable: FactTable {
        FactTable(
            columns: [.words("reader"), .number("members"), .number("at"), .number("settled after")],
            rows: evidence.scaleOuts.map { record in
                [
                    "\(record.reader)", "\(record.from) to \(record.to)", "\(record.at.clock)",
                    FactTable.Cell(
                        record.settledAt.text("not before the load ended") { "\($0 - record.at)" },
                        isAlarming: record.settledAt == nil),
                ]
            }, absence: "")
    }

    private func record(of tally: FleetTally) -> ReaderRecord? {
        evidence.readers.first { $0.name == tally.reader }
    }
}
