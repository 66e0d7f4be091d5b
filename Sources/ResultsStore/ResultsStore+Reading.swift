package import Evidence
import GRDB
import Scorecards

extension ResultsStore {
    /// Everything that was observed of a trial, in the order of time; its state as it is seen now.
    ///
    /// A latency row of a long trial may stand for several seconds from its `second` on.
    package func evidence(of id: String) throws(ResultsError) -> TrialEvidence {
        try read("reading trial \(id)") { database in
            let trial = try existingNumber(of: id, database)
            guard let manifest = try TrialTable.manifest(trial: trial, database) else { throw unknown(id, among: []) }
            var evidence = TrialEvidence(manifest: seen(manifest))
            evidence.phases = try PhaseTable.all(trial: trial, database)
            evidence.readers = try ReaderTable.all(trial: trial, database)
            evidence.bands = try BandTable.all(trial: trial, database)
            evidence.production = try ProductionTable.all(trial: trial, database)
            evidence.deliveries = try DeliveryTable.all(trial: trial, database)
            evidence.latencies = try LatencyTables.all(trial: trial, database)
            evidence.lag = try LagTable.all(trial: trial, database)
            evidence.host = try HostTable.all(trial: trial, database)
            evidence.incidents = try IncidentTable.all(trial: trial, database)
            evidence.tallies = try TallyTable.all(trial: trial, database)
            evidence.partitions = try PartitionTable.all(trial: trial, database)
            evidence.gaps = try GapTable.all(trial: trial, database)
            evidence.catchUps = try CatchUpTable.all(trial: trial, database)
            evidence.connections = try ConnectionTable.all(trial: trial, database)
            evidence.fleetTallies = try FleetTallyTable.all(trial: trial, database)
            evidence.edges = try EdgeTable.all(trial: trial, database)
            evidence.outages = try OutageTable.all(trial: trial, database)
            evidence.scaleOuts = try ScaleOutTable.all(trial: trial, database)
            evidence.honesty = try HonestyTables.block(trial: trial, database)
            return evidence
        }
    }

    /// The trials in the file, newest first, at most `limit`; nil takes all.
    package func trials(
        scenario: String? = nil, target: String? = nil, limit: Int? = nil
    ) throws(ResultsError) -> [TrialSummary] {
        try read("listing trials") { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT trials.*, v_trials.stored_s, v_trials.sent, v_trials.acked, v_trials.delivered, v_trials.lost
                    FROM trials JOIN v_trials ON v_trials.trial = trials.id
                    WHERE trials.scenario = ifnull(:scenario, trials.scenario)
                        AND trials.target = ifnull(:target, trials.target)
                    ORDER BY trials.started_at DESC, trials.number DESC LIMIT :limit
                    """, arguments: ["scenario": scenario, "target": target, "limit": limit ?? -1])
            var summaries: [TrialSummary] = []
            while let row = try rows.next() {
                let rating: String? = row["rating"]
                summaries.append(
                    TrialSummary(
                        manifest: seen(try TrialTable.manifest(row)),
                        rating: try rating.map { try ResultsDamage.value($0, of: Rating.self) },
                        verdict: row["verdict"], storedSeconds: row["stored_s"] ?? 0, sent: row["sent"] ?? 0,
                        acked: row["acked"] ?? 0, delivered: row["delivered"] ?? 0, lost: row["lost"]))
            }
            return summaries
        }
    }

    /// The id that `text` means: an id, the beginning of exactly one, or `latest` (also `last`).
    package func resolve(_ text: String) throws(ResultsError) -> String {
        let ids = try read("looking up a trial") { database in
            try String.fetchAll(database, sql: "SELECT id FROM trials ORDER BY started_at DESC, number DESC")
        }
        if ["latest", "last"].contains(text), let latest = ids.first { return latest }
        if ids.contains(text) { return text }
        let candidates = ids.filter { !text.isEmpty && $0.hasPrefix(text) }
        switch candidates.count {
        case 0: throw unknown(text, among: ids)
        case 1: return candidates[0]
        default:
            throw ResultsError(
                .ambiguousTrial, "\(candidates.count) trials begin with '\(text)': \(ResultsStore.list(candidates))",
                path: path, remedy: "give more of the id")
        }
    }

    /// The manifest with its state as it is: a trial whose process is gone does not run.
    func seen(_ manifest: TrialManifest) -> TrialManifest {
        guard manifest.state == .running, !isAlive(RunningProcess(manifest)) else { return manifest }
        var manifest = manifest
        manifest.state = .interrupted
        manifest.reason = "its process (\(manifest.process) on \(manifest.host)) is gone"
        return manifest
    }

    func number(of id: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT number FROM trials WHERE id = ?", arguments: [id])
    }

    func existingNumber(of id: String, _ database: Database) throws -> Int64 {
        if let number = try number(of: id, database) { return number }
        let ids = try String.fetchAll(database, sql: "SELECT id FROM trials ORDER BY started_at DESC, number DESC")
        throw unknown(id, among: ids)
    }

    private func unknown(_ text: String, among ids: [String]) -> ResultsError {
        let remedy = ids.isEmpty ? "it holds no trials yet, run one first" : "the newest are \(ResultsStore.list(ids))"
        return ResultsError(.unknownTrial, "it has no trial '\(text)'", path: path, remedy: remedy)
    }

    static func list(_ ids: [String]) -> String {
        ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? ", ..." : "")
    }
}
