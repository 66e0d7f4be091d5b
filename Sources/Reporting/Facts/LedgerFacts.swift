import Evidence
import Quantities

extension Report {
    /// Columns of the ledger that matter only where they are not all 0.
    static let rareLedgerColumns: Set<String> = ["rejected", "indeterminate", "unread", "ambiguous", "foreign"]

    /// The exact account per reader and topic.
    ///
    /// What no setting allows is alarming; what some settings allow, such as
    /// repeats, is for the findings to judge.
    var ledgerTable: FactTable {
        FactTable(
            columns: [
                .words("reader"), .words("topic"), .number("sent"), .number("acked"), .number("delivered"),
                .number("lost"), .number("repeated"), .number("out of\u{A0}order"), .number("corrupted"),
                .number("unread"), .number("rejected"), .number("indeterminate"), .number("ambiguous"),
                .number("foreign"), .words("complete"),
            ],
            rows: evidence.tallies.map { tally in
                [
                    "\(tally.reader)", "\(tally.topic)", "\(tally.sent.grouped)", "\(tally.acked.grouped)",
                    "\(tally.delivered.grouped)", alarming(tally.lost), "\(tally.repeated.grouped)",
                    "\(tally.outOfOrder.grouped)", alarming(tally.corrupted), alarming(tally.unread),
                    "\(tally.rejected.grouped)", "\(tally.indeterminate.grouped)", "\(tally.ambiguous.grouped)",
                    "\(tally.foreign.grouped)",
                    FactTable.Cell(tally.isComplete ? "yes" : "no", isAlarming: !tally.isComplete),
                ]
            },
            absence: "The ledger is unknown: the trial ended before its events could be accounted for.")
    }

    /// The ledger without what says nothing new: rare columns of zeros, `sent` where all of it was acknowledged, and
    /// `complete` where every reader reached the end.
    var narrowLedger: FactTable {
        var silent: Set<String> = []
        if evidence.tallies.allSatisfy({ $0.sent == $0.acked }) { silent.insert("sent") }
        if evidence.tallies.allSatisfy(\.isComplete) { silent.insert("complete") }
        return ledgerTable.droppingZeros(of: Report.rareLedgerColumns).dropping(silent)
    }

    /// The longest spans without an acknowledgement or a delivery, longest first.
    var gapTable: FactTable {
        FactTable(
            columns: [
                .words("what was missing"), .words("topic"), .number("partition"), .number("from"), .number("length"),
            ],
            rows: evidence.gaps.sorted { ($0.length, $1.start) > ($1.length, $0.start) }.map { gap in
                let missing =
                    gap.kind == .ack ? "acknowledgements" : "deliveries to \(gap.reader ?? "an unnamed reader")"
                return [
                    "\(missing)", "\(gap.topic)", FactTable.Cell(gap.partition.text("all") { "\($0)" }),
                    "\(gap.start.clock)", "\(gap.length)",
                ]
            },
            absence: evidence.honesty == nil
                ? "Unavailability is unknown: the trial ended before its gaps were accounted for."
                : "No gap was recorded.")
    }

    /// The partitions that most events went to, heaviest first.
    var hottestPartitions: [PartitionRow] {
        evidence.partitions.sorted { ($0.sent, $1.topic, $1.partition) > ($1.sent, $0.topic, $0.partition) }
    }
}

private func alarming(_ count: Int64) -> FactTable.Cell {
    FactTable.Cell(count.grouped, isAlarming: count > 0)
}
