import GRDB

/// The schema of a results file, step by step, in SQL.
///
/// A step that was released is never edited: a change is a new one.
enum SchemaMigrations {
    /// In `PRAGMA application_id`: `Seat`.
    ///
    /// Tells a results file from other SQLite files.
    static let applicationID: Int64 = 0x5365_6174

    /// In `PRAGMA user_version`: the number of steps.
    static var version: Int64 { Int64(all.count) }

    private static let all: [(name: String, sql: [String])] = [
        ("1 trials", [TrialTablesSQL.text, SecondTablesSQL.text, AccountTablesSQL.text, ViewsSQL.text]),
        ("2 fleet", [FleetTablesSQL.text, FleetViewsSQL.text]),
        ("3 compatibility", [CompatibilityTablesSQL.text, CompatibilityViewsSQL.text]),
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, step) in all.enumerated() {
            migrator.registerMigration(step.name) { database in
                for sql in step.sql { try database.execute(sql: sql) }
                try database.execute(
                    sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(index + 1)")
            }
        }
        return migrator
    }
}
