import Evidence
import Foundation
import GRDB
import Quantities
import ResultsStore
import Testing

/// Holds docs/results.md and the schema together.
struct DocumentationTests {
    let folder: ResultsFolder
    let queue: DatabaseQueue
    let text: String

    init() throws {
        folder = try ResultsFolder()
        let store = try folder.store()
        try SampleTrial(id: "20261120-080000-aaaa", startedAt: 1_000_000_000).run(in: store)
        try SampleTrial().run(in: store)
        try SampleRun().run(in: store)
        var later = SampleRun(id: "20261122-090000-bbbb", startedAt: 1_795_338_000)
        later.findings[0].verdict = .degraded
        try later.run(in: store)
        var configuration = Configuration()
        configuration.readonly = true
        queue = try DatabaseQueue(path: folder.file(), configuration: configuration)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "docs/results.md"), encoding: .utf8)
    }

    /// The statements in the document's ```sql blocks.
    private var queries: [String] {
        text.components(separatedBy: "```sql\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    }

    @Test func everyQueryIsRun() {
        #expect(queries.count == 20)
    }

    @Test func everyQueryOfTheDocumentFindsRows() throws {
        for query in queries {
            let rows = try queue.read { try Row.fetchAll($0, sql: query) }
            #expect(!rows.isEmpty, "\(query)")
            let empty = rows.filter { row in row.databaseValues.allSatisfy { $0.isNull } }
            #expect(empty.isEmpty, "\(query)")
        }
    }

    @Test func medianOfTheDocumentIsRight() throws {
        let query = try #require(queries.first { $0.contains("median_p99_ms") })
        let trial = SampleTrial()
        let measured = (4..<12).compactMap { second in
            trial.batch(second).latencies.first { $0.kind == .intended }?.histogram.value(atPercentile: 99)?
                .milliseconds
        }.sorted()
        let row = try #require(try queue.read { try Row.fetchOne($0, sql: query) })
        let (median, worst): (Double, Double) = (row["median_p99_ms"], row["worst_p99_ms"])
        #expect((median, worst) == (measured[3], measured[7]))
    }

    @Test func delaysOfAPhaseAreThoseOfItsMergedDistribution() throws {
        let trial = SampleTrial()
        var steady = LatencyHistogram()
        for second in 4..<8 {
            for row in trial.batch(second).latencies where row.kind == .edge { steady.merge(row.histogram) }
        }
        let row = try #require(
            try queue.read {
                try Row.fetchOne(
                    $0,
                    sql: """
                        SELECT * FROM v_business_vs_platform
                        WHERE trial = ? AND phase = 'steady' AND reader = 'dashboard'
                        """, arguments: [trial.id])
            })
        let (p50, p99, max): (Double, Double, Double) = (row["edge_p50_ms"], row["edge_p99_ms"], row["edge_max_ms"])
        // Columns are whole microseconds.
        #expect(p50 == (steady.value(atPercentile: 50)?.milliseconds))
        #expect(p99 == (steady.value(atPercentile: 99)?.milliseconds))
        #expect(max == (steady.maximum?.milliseconds))
        let business: Double = row["business_p99_ms"]
        #expect(business == p99)
    }

    @Test func edgeAccountCloses() throws {
        let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM v_edge_account") }
        #expect(rows.count == 4)
        for row in rows {
            let unaccounted: Int64 = row["unaccounted"]
            #expect(unaccounted == 0)
        }
    }

    /// Columns by table and view, as the document lists them under its ### headings.
    private var documented: [String: [String]] {
        var columns: [String: [String]] = [:]
        var current: String?
        var isColumnTable = false
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("#") {
                current = line.hasPrefix("### `") ? line.components(separatedBy: "`")[1] : nil
                if let current { columns[current] = [] }
            } else if line.hasPrefix("| column |") {
                isColumnTable = true
            } else if !line.hasPrefix("|") {
                isColumnTable = false
            } else if isColumnTable, let current, line.hasPrefix("| `") {
                columns[current]?.append(line.components(separatedBy: "`")[1])
            }
        }
        return columns
    }

    @Test func everyTableViewAndColumnIsDocumentedInItsOrder() throws {
        let actual = try queue.read { database in
            let names = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
                    AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
            return try names.reduce(into: [String: [String]]()) { columns, name in
                columns[name] = try database.columns(in: name).map(\.name)
            }
        }
        let documented = documented
        #expect(Set(documented.keys) == Set(actual.keys))
        for (name, columns) in actual { #expect(documented[name] == columns, "\(name)") }
    }

    @Test func everyLatencyKindIsDocumented() {
        for kind in LatencyKind.allCases { #expect(text.contains("| `\(kind.rawValue)` |"), "\(kind)") }
    }
}
