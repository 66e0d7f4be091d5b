package import Evidence
import GRDB
package import Scorecards

extension ResultsStore {
    /// Stores a run of the compatibility checks before its first check.
    package func begin(_ run: CompatibilityRun) throws(ResultsError) {
        try write("storing run \(run.id)") { database in
            guard try runNumber(of: run.id, database) == nil else {
                throw ResultsError(
                    .duplicateTrial, "run \(run.id) is in it already", path: path,
                    remedy: "start again, every start has an id of its own")
            }
            let number = try CompatibilityRunTable.insert(run, RunningProcess.own(since: run.startedAt), database)
            try append(run.findings, to: number, database)
        }
    }

    /// Adds a check's finding to a run that goes on.
    package func append(_ finding: CheckFinding, toRun id: String) throws(ResultsError) {
        try write("storing check \(finding.id) of run \(id)") { database in
            try append([finding], to: try existingRunNumber(of: id, database), database)
        }
    }

    /// Stores how a run ended, and its findings in the order of the catalogue.
    ///
    /// Findings that were appended before may be in it again; those that are not in it stay.
    package func finish(_ run: CompatibilityRun) throws(ResultsError) {
        try write("storing the end of run \(run.id)") { database in
            let number = try existingRunNumber(of: run.id, database)
            try CompatibilityRunTable.update(run, number: number, database)
            try database.execute(
                sql: "UPDATE check_findings SET position = position + ? WHERE run_number = ?",
                arguments: [run.findings.count, number])
            for (position, finding) in run.findings.enumerated() {
                try CheckFindingTable.replace(finding, position: position, run: number, database)
            }
        }
    }

    /// Stores what a run came to, in place of what an earlier rating said.
    package func storeRating(_ score: CompatibilityScore, ofRun id: String) throws(ResultsError) {
        try write("storing the rating of run \(id)") { database in
            try database.execute(
                sql: "UPDATE compatibility_runs SET rating = ?, verdict = ? WHERE number = ?",
                arguments: [score.overall.rawValue, score.verdict, try existingRunNumber(of: id, database)])
        }
    }

    /// A run with all its findings; its state as it is seen now.
    package func compatibilityRun(_ id: String) throws(ResultsError) -> CompatibilityRun {
        try read("reading run \(id)") { database in
            let number = try existingRunNumber(of: id, database)
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM compatibility_runs WHERE number = ?", arguments: [number])
            else { throw unknownRun(id, among: []) }
            var run = try seenRun(row, database)
            run.findings = try CheckFindingTable.all(run: number, database)
            return run
        }
    }

    /// The runs in the file, newest first, at most `limit`; nil takes all.
    package func compatibilityRuns(
        target: String? = nil, limit: Int? = nil
    ) throws(ResultsError) -> [CompatibilitySummary] {
        try read("listing runs") { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM compatibility_runs WHERE target = ifnull(:target, target)
                    ORDER BY started_at DESC, number DESC LIMIT :limit
                    """, arguments: ["target": target, "limit": limit ?? -1]
            ).map { row in
                let number: Int64 = row["number"]
                let counts = try Row.fetchAll(
                    database,
                    sql: "SELECT verdict, count(*) AS checks FROM check_findings WHERE run_number = ? GROUP BY verdict",
                    arguments: [number])
                let rating: String? = row["rating"]
                return CompatibilitySummary(
                    run: try seenRun(row, database),
                    rating: try rating.map { try ResultsDamage.value($0, of: Rating.self) }, verdict: row["verdict"],
                    counts: counts.reduce(into: [:]) { $0[$1["verdict"] as String] = $1["checks"] as Int })
            }
        }
    }

    /// The id that `text` means: an id, `latest` (also `last`), the beginning of exactly one id, or a target's name.
    ///
    /// Of a target's runs the newest finished one is meant.
    package func resolveRun(_ text: String) throws(ResultsError) -> String {
        let (ids, ofTarget) = try read("looking up a run") { database in
            (
                try String.fetchAll(
                    database, sql: "SELECT id FROM compatibility_runs ORDER BY started_at DESC, number DESC"),
                try String.fetchOne(
                    database,
                    sql: """
                        SELECT id FROM compatibility_runs WHERE target = ? AND state = 'finished'
                        ORDER BY started_at DESC, number DESC
                        """, arguments: [text])
            )
        }
        if ["latest", "last"].contains(text), let latest = ids.first { return latest }
        if ids.contains(text) { return text }
        if let ofTarget { return ofTarget }
        let candidates = ids.filter { !text.isEmpty && $0.hasPrefix(text) }
        switch candidates.count {
        case 0: throw unknownRun(text, among: ids)
        case 1: return candidates[0]
        default:
            throw ResultsError(
                .ambiguousTrial, "\(candidates.count) runs begin with '\(text)': \(ResultsStore.list(candidates))",
                path: path, remedy: "give more of the id")
        }
    }

    /// Removes everything of a run and gives its space back.
    ///
    /// A run that goes on is not removed.
    package func deleteRun(_ id: String) throws(ResultsError) {
        try write("deleting run \(id)") { database in
            let number = try existingRunNumber(of: id, database)
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM compatibility_runs WHERE number = ?", arguments: [number]),
                try seenRun(row, database).state != .running
            else {
                throw ResultsError(
                    .trialRuns, "run \(id) goes on", path: path, remedy: "stop it first, or wait for its end")
            }
            try database.execute(sql: "DELETE FROM compatibility_runs WHERE number = ?", arguments: [number])
        }
        try shrink()
    }

    private func append(_ findings: [CheckFinding], to run: Int64, _ database: Database) throws {
        let stored = try CheckFindingTable.count(run: run, database)
        for (offset, finding) in findings.enumerated() {
            try CheckFindingTable.replace(finding, position: stored + offset, run: run, database)
        }
    }

    /// The run with its state as it is: one whose process is gone does not go on.
    private func seenRun(_ row: Row, _ database: Database) throws -> CompatibilityRun {
        var run = try CompatibilityRunTable.run(row, database)
        if run.state == .running, !isAlive(CompatibilityRunTable.process(row)) { run.state = .interrupted }
        return run
    }

    private func runNumber(of id: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT number FROM compatibility_runs WHERE id = ?", arguments: [id])
    }

    private func existingRunNumber(of id: String, _ database: Database) throws -> Int64 {
        if let number = try runNumber(of: id, database) { return number }
        let ids = try String.fetchAll(
            database, sql: "SELECT id FROM compatibility_runs ORDER BY started_at DESC, number DESC")
        throw unknownRun(id, among: ids)
    }

    private func unknownRun(_ text: String, among ids: [String]) -> ResultsError {
        let remedy =
            ids.isEmpty
            ? "it holds no runs of checks yet, make one with 'seatrial compat'"
            : "give an id, 'latest' or a target; the newest are \(ResultsStore.list(ids))"
        return ResultsError(.unknownTrial, "it has no run of checks '\(text)'", path: path, remedy: remedy)
    }
}
