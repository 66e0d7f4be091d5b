import Evidence
import Foundation
import GRDB

/// Table `compatibility_runs`: one row a run, with what the cluster says of itself; its APIs are in `offered_apis`.
enum CompatibilityRunTable {
    static func insert(_ run: CompatibilityRun, _ process: RunningProcess, _ database: Database) throws -> Int64 {
        try database.insert(
            into: "compatibility_runs",
            [
                "id": run.id, "target": run.cluster.target.storable,
                "cluster_id": run.cluster.clusterID?.storable,
                "brokers": run.cluster.brokers, "release": run.cluster.release?.storable,
                "features": try JSONColumn.text(run.cluster.features), "selection": run.selection.storable,
                "clients": try JSONColumn.text(run.clients), "started_at": run.startedAt.nanoseconds,
                "finished_at": run.finishedAt?.nanoseconds, "state": run.state.rawValue, "host": process.host,
                "process": process.process, "boot_id": process.bootID,
            ])
        let number = database.lastInsertedRowID
        for api in run.cluster.apis {
            try database.insert(
                into: "offered_apis",
                [
                    "run_number": number, "api_key": api.key, "name": api.name?.storable, "lowest": api.lowest,
                    "highest": api.highest,
                ])
        }
        return number
    }

    /// What is known only at the end.
    static func update(_ run: CompatibilityRun, number: Int64, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE compatibility_runs SET finished_at = ?, state = ?, clients = ? WHERE number = ?",
            arguments: [
                run.finishedAt?.nanoseconds, run.state.rawValue, try JSONColumn.text(run.clients), number,
            ])
    }

    /// The row's run with the state as it was stored, without findings.
    static func run(_ row: Row, _ database: Database) throws -> CompatibilityRun {
        let number: Int64 = row["number"]
        let apis = try Row.fetchAll(
            database, sql: "SELECT * FROM offered_apis WHERE run_number = ? ORDER BY api_key", arguments: [number]
        ).map { OfferedAPI(key: $0["api_key"], name: $0["name"], lowest: $0["lowest"], highest: $0["highest"]) }
        let finishedAt: Int64? = row["finished_at"]
        return CompatibilityRun(
            id: row["id"], startedAt: Date(nanoseconds: row["started_at"]),
            finishedAt: finishedAt.map { Date(nanoseconds: $0) },
            state: try ResultsDamage.value(row["state"], of: CompatibilityRun.State.self),
            cluster: ClusterIdentity(
                target: row["target"], clusterID: row["cluster_id"], brokers: row["brokers"], apis: apis,
                features: try JSONColumn.value([String: Int].self, from: row["features"]), release: row["release"]),
            selection: row["selection"], clients: try JSONColumn.value([String: String].self, from: row["clients"]))
    }

    /// Where the run goes on, or went on until it ended.
    static func process(_ row: Row) -> RunningProcess {
        RunningProcess(
            host: row["host"], process: row["process"], bootID: row["boot_id"], startedAt: row["started_at"])
    }
}

extension String {
    /// Without zero bytes, at which text ends when it is read back.
    var storable: String { replacing("\0", with: "\u{FFFD}") }
}

extension Date {
    /// Nanoseconds since 1970, to the microsecond: a `Date` is no finer.
    fileprivate var nanoseconds: Int64 { Int64((timeIntervalSince1970 * 1e6).rounded()) * 1000 }

    fileprivate init(nanoseconds: Int64) { self.init(timeIntervalSince1970: Double(nanoseconds / 1000) / 1e6) }
}
