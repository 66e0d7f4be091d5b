import Evidence
import GRDB
import Quantities

/// Table `trials`: one row a trial, its manifest and, once rated, its rating.
enum TrialTable {
    static func insert(_ manifest: TrialManifest, _ database: Database) throws -> Int64 {
        try database.insert(
            into: "trials",
            [
                "id": manifest.id, "scenario": manifest.scenario, "title": manifest.title,
                "scenario_text": manifest.scenarioText, "overrides": try JSONColumn.text(manifest.overrides),
                "expects": manifest.expects, "target": manifest.target, "architecture": manifest.architecture,
                "is_embedded": manifest.isEmbedded, "brokers": try JSONColumn.text(manifest.brokers),
                // As text: the upper half of the seeds does not fit SQLite's integers.
                "seed": String(manifest.seed), "scale": manifest.scale, "started_at": manifest.startedAt,
                "finished_at": manifest.finishedAt, "state": manifest.state.rawValue, "reason": manifest.reason,
                "host": manifest.host, "process": manifest.process, "boot_id": manifest.bootID,
                "seatrial_version": manifest.seatrialVersion, "client_version": manifest.clientVersion,
                "promised_within_ns": manifest.serviceLevel?.within.rawValue,
                "promised_share": manifest.serviceLevel?.share,
                "promised_window_ns": manifest.serviceLevel?.window.rawValue,
                "promised_period_ns": manifest.serviceLevel?.period.rawValue,
            ])
        return database.lastInsertedRowID
    }

    /// What is known only at the end.
    static func update(_ manifest: TrialManifest, number: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE trials SET started_at = ?, finished_at = ?, state = ?, reason = ?, brokers = ?, client_version = ?
                WHERE number = ?
                """,
            arguments: [
                manifest.startedAt, manifest.finishedAt, manifest.state.rawValue, manifest.reason,
                try JSONColumn.text(manifest.brokers), manifest.clientVersion, number,
            ])
    }

    /// The manifest of a trial by its number, with the state as it was stored; nil where there is none.
    static func manifest(trial: Int64, _ database: Database) throws -> TrialManifest? {
        try Row.fetchOne(database, sql: "SELECT * FROM trials WHERE number = ?", arguments: [trial]).map(manifest)
    }

    /// The row's manifest, with the state as it was stored.
    static func manifest(_ row: Row) throws -> TrialManifest {
        let seed: String = row["seed"]
        guard let seed = UInt64(seed) else { throw ResultsDamage(what: "seed '\(seed)' is no number") }
        return TrialManifest(
            id: row["id"], scenario: row["scenario"], title: row["title"], scenarioText: row["scenario_text"],
            overrides: try JSONColumn.value([String].self, from: row["overrides"]), expects: row["expects"],
            target: row["target"], architecture: row["architecture"], isEmbedded: row["is_embedded"],
            brokers: try JSONColumn.value([String].self, from: row["brokers"]), seed: seed, scale: row["scale"],
            startedAt: row["started_at"], finishedAt: row["finished_at"],
            state: try ResultsDamage.value(row["state"], of: TrialState.self), reason: row["reason"],
            host: row["host"], process: row["process"], bootID: row["boot_id"],
            seatrialVersion: row["seatrial_version"], clientVersion: row["client_version"],
            serviceLevel: serviceLevel(row))
    }

    /// nil where the scenario promised nothing, or was run before promises were kept.
    private static func serviceLevel(_ row: Row) -> ServiceLevelRecord? {
        guard let within = Nanoseconds(column: row["promised_within_ns"]), let share: Double = row["promised_share"],
            let window = Nanoseconds(column: row["promised_window_ns"]),
            let period = Nanoseconds(column: row["promised_period_ns"])
        else { return nil }
        return ServiceLevelRecord(within: within, share: share, window: window, period: period)
    }
}
