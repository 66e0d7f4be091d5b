import Evidence
import GRDB

/// Table `fleet_tallies`: what became of the events' identity and content, by reader and topic.
enum FleetTallyTable {
    static func replace(_ tallies: [FleetTally], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "fleet_tallies", trial: trial)
        for tally in tallies {
            try database.insert(
                into: "fleet_tallies",
                [
                    "trial_number": trial, "reader": tally.reader, "topic": tally.topic, "resent": tally.resent,
                    "malformed": tally.malformed, "buffered": tally.buffered, "reread": tally.reread,
                    "rejected": tally.rejected, "dead_lettered": tally.deadLettered, "missed": tally.missed,
                    "wronged": tally.wronged, "unreadable": tally.unreadable,
                    "unreadable_reasons": try JSONColumn.text(tally.unreadableReasons),
                    "distinct_events": tally.distinct, "expected_distinct": tally.expectedDistinct,
                    "absorbed": tally.absorbed, "device_disorder": tally.deviceDisorder,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [FleetTally] {
        try database.rows(of: "fleet_tallies", trial: trial, orderedBy: "reader, topic") { row in
            var tally = FleetTally(reader: row["reader"], topic: row["topic"])
            tally.resent = row["resent"]
            tally.malformed = row["malformed"]
            tally.buffered = row["buffered"]
            tally.reread = row["reread"]
            tally.rejected = row["rejected"]
            tally.deadLettered = row["dead_lettered"]
            tally.missed = row["missed"]
            tally.wronged = row["wronged"]
            tally.unreadable = row["unreadable"]
            tally.unreadableReasons = try JSONColumn.value([String].self, from: row["unreadable_reasons"])
            tally.distinct = row["distinct_events"]
            tally.expectedDistinct = row["expected_distinct"]
            tally.absorbed = row["absorbed"]
            tally.deviceDisorder = row["device_disorder"]
            return tally
        }
    }
}
