import Evidence
import Foundation
import GRDB

extension ResultsStore {
    /// Removes everything of a trial and gives its space back.
    ///
    /// A trial that runs is not removed.
    package func delete(_ id: String) throws(ResultsError) {
        try write("deleting trial \(id)") { database in
            let trial = try existingNumber(of: id, database)
            guard let manifest = try TrialTable.manifest(trial: trial, database), seen(manifest).state != .running
            else {
                throw ResultsError(
                    .trialRuns, "trial \(id) is running", path: path, remedy: "stop it first, or wait for its end")
            }
            try database.execute(sql: "DELETE FROM trials WHERE number = ?", arguments: [trial])
        }
        try shrink()
    }

    /// Makes a new results file that holds this trial alone.
    ///
    /// There must be no file at `other`.
    package func export(_ id: String, to other: String) throws(ResultsError) {
        let trial = try read("reading trial \(id)") { try existingNumber(of: id, $0) }
        guard !FileManager.default.fileExists(atPath: other) else {
            throw ResultsError(.exportExists, "it is there already", path: other, remedy: "name a file that is not")
        }
        let copy = try ResultsStore.open(path: other, isAlive: isAlive)
        do {
            try copy.take(trial, from: path)
            try copy.queue.close()
        } catch {
            // An export that is not whole is of no use; its own error is what counts.
            for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: other + suffix) {
                do { try FileManager.default.removeItem(atPath: other + suffix) } catch { continue }
            }
            throw ResultsError(error, during: "exporting trial \(id)", path: other)
        }
    }

    private func take(_ trial: Int64, from source: String) throws {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "ATTACH DATABASE ? AS source", arguments: [source])
            try database.inTransaction {
                try database.execute(
                    sql: "INSERT INTO main.trials SELECT * FROM source.trials WHERE number = ?", arguments: [trial])
                let tables = try String.fetchAll(
                    database,
                    sql: """
                        SELECT name FROM main.sqlite_master WHERE type = 'table' AND EXISTS
                        (SELECT 1 FROM pragma_table_info(sqlite_master.name) AS columns WHERE columns.name = 'trial_number')
                        """)
                for table in tables {
                    try database.execute(
                        sql: "INSERT INTO main.\(table) SELECT * FROM source.\(table) WHERE trial_number = ?",
                        arguments: [trial])
                }
                return .commit
            }
            try database.execute(sql: "DETACH DATABASE source")
        }
        try shrink()
    }
}
