import Evidence
import GRDB

/// Table `readers`: as they were configured.
enum ReaderTable {
    static func insert(_ readers: [ReaderRecord], trial: Int64, _ database: Database) throws {
        for (position, reader) in readers.enumerated() {
            try database.insert(
                into: "readers",
                [
                    "trial_number": trial, "position": position, "name": reader.name, "role": reader.role,
                    "consumer_group": reader.group, "members": reader.members,
                    "topics": try JSONColumn.text(reader.topics), "limit_per_s": reader.limit,
                    "dead_letters": reader.deadLetters, "upserts": reader.upserts, "schema_version": reader.schema,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [ReaderRecord] {
        try database.rows(of: "readers", trial: trial, orderedBy: "position") { row in
            ReaderRecord(
                name: row["name"], role: row["role"], group: row["consumer_group"], members: row["members"],
                topics: try JSONColumn.value([String].self, from: row["topics"]), limit: row["limit_per_s"],
                deadLetters: row["dead_letters"], upserts: row["upserts"], schema: row["schema_version"])
        }
    }
}

/// Table `bands`: what the scenario sets as good enough.
enum BandTable {
    static func insert(_ bands: [BandsRecord], trial: Int64, _ database: Database) throws {
        for (position, band) in bands.enumerated() {
            try database.insert(
                into: "bands",
                [
                    "trial_number": trial, "position": position, "criterion": band.criterion, "green": band.green,
                    "yellow": band.yellow, "percentile": band.percentile,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [BandsRecord] {
        try database.rows(of: "bands", trial: trial, orderedBy: "position") { row in
            BandsRecord(
                criterion: row["criterion"], green: row["green"], yellow: row["yellow"], percentile: row["percentile"])
        }
    }
}
