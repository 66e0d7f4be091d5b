import Evidence
import GRDB

/// Table `tallies`: the account of every event, by reader and topic.
enum TallyTable {
    static func replace(_ tallies: [DeliveryTally], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "tallies", trial: trial)
        for tally in tallies {
            try database.insert(
                into: "tallies",
                [
                    "trial_number": trial, "reader": tally.reader, "topic": tally.topic, "sent": tally.sent,
                    "acked": tally.acked, "rejected": tally.rejected, "indeterminate": tally.indeterminate,
                    "delivered": tally.delivered, "lost": tally.lost, "unread": tally.unread,
                    "repeated": tally.repeated, "out_of_order": tally.outOfOrder, "corrupted": tally.corrupted,
                    "ambiguous": tally.ambiguous, "foreign_records": tally.foreign, "is_complete": tally.isComplete,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [DeliveryTally] {
        try database.rows(of: "tallies", trial: trial, orderedBy: "reader, topic") { row in
            var tally = DeliveryTally(reader: row["reader"], topic: row["topic"])
            tally.sent = row["sent"]
            tally.acked = row["acked"]
            tally.rejected = row["rejected"]
            tally.indeterminate = row["indeterminate"]
            tally.delivered = row["delivered"]
            tally.lost = row["lost"]
            tally.unread = row["unread"]
            tally.repeated = row["repeated"]
            tally.outOfOrder = row["out_of_order"]
            tally.corrupted = row["corrupted"]
            tally.ambiguous = row["ambiguous"]
            tally.foreign = row["foreign_records"]
            tally.isComplete = row["is_complete"]
            return tally
        }
    }
}
