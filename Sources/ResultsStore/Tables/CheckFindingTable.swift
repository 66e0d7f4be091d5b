import Evidence
import GRDB

/// Tables `check_findings` and `wire_exchanges`: one row a check, and one a request of it.
enum CheckFindingTable {
    /// In place of what was stored of the same check.
    static func replace(_ finding: CheckFinding, position: Int, run: Int64, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM check_findings WHERE run_number = ? AND check_id = ?", arguments: [run, finding.id])
        try database.insert(
            into: "check_findings",
            [
                "run_number": run, "check_id": finding.id, "position": position, "title": finding.title.storable,
                "why": finding.why.storable, "tier": finding.tier.rawValue, "feature": finding.feature,
                "verdict": finding.verdict.rawValue, "expected": finding.expected.storable,
                "observed": finding.observed.storable,
                "remedy": finding.remedy?.storable, "facts": try JSONColumn.text(finding.facts),
                "client": finding.client.rawValue, "took_s": finding.seconds,
            ])
        for (position, exchange) in finding.exchanges.enumerated() {
            try database.insert(
                into: "wire_exchanges",
                [
                    "run_number": run, "check_id": finding.id, "position": position, "broker": exchange.broker.storable,
                    "request": exchange.request.storable, "asked": exchange.asked.storable,
                    "answered": exchange.answered.storable,
                    "at_ms": exchange.atMilliseconds, "took_ms": exchange.tookMilliseconds,
                ])
        }
    }

    static func count(run: Int64, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM check_findings WHERE run_number = ?", arguments: [run]) ?? 0
    }

    static func all(run: Int64, _ database: Database) throws -> [CheckFinding] {
        var exchanges: [String: [WireExchange]] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM wire_exchanges WHERE run_number = ? ORDER BY check_id, position",
            arguments: [run])
        while let row = try rows.next() {
            exchanges[row["check_id"], default: []].append(
                WireExchange(
                    broker: row["broker"], request: row["request"], asked: row["asked"], answered: row["answered"],
                    atMilliseconds: row["at_ms"], tookMilliseconds: row["took_ms"]))
        }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM check_findings WHERE run_number = ? ORDER BY position, check_id",
            arguments: [run]
        ).map { row in
            CheckFinding(
                id: row["check_id"], title: row["title"], why: row["why"],
                tier: try ResultsDamage.value(row["tier"], of: CheckTier.self), feature: row["feature"],
                verdict: try ResultsDamage.value(row["verdict"], of: CheckVerdict.self), expected: row["expected"],
                observed: row["observed"], remedy: row["remedy"],
                facts: try JSONColumn.value([String: String].self, from: row["facts"]),
                client: try ResultsDamage.value(row["client"], of: ProbeClient.self), seconds: row["took_s"],
                exchanges: exchanges[row["check_id"]] ?? [])
        }
    }
}
