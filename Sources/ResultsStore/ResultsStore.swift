import Foundation
import GRDB

/// The results file: one SQLite file with all trials, their rows appended while they run.
///
/// Calls block for as long as the file system takes; several processes may use one file. Every call that writes is one
/// transaction: after a `kill -9` the file holds whole calls and nothing else.
package struct ResultsStore: Sendable {
    package let path: String
    let queue: DatabaseQueue
    /// Whether the process of what is stored as running still runs.
    let isAlive: @Sendable (RunningProcess) -> Bool

    /// Opens the file; unless `readOnly` it is made where there is none, and brought to this version.
    ///
    /// A file of a newer version, or that is not a results file, is refused and left untouched.
    package static func open(
        path: String, readOnly: Bool = false,
        isAlive: @escaping @Sendable (RunningProcess) -> Bool = RunningProcess.isAlive
    ) throws(ResultsError) -> ResultsStore {
        if readOnly {
            guard FileManager.default.fileExists(atPath: path) else {
                throw ResultsError(
                    .missing, "there is no such file", path: path,
                    remedy: "run a trial first, or name the file with results")
            }
        } else {
            try ResultsFile.create(path)
        }
        try ResultsFile.check(path, mayBeEmpty: !readOnly)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: readOnly))
            let migrator = SchemaMigrations.migrator
            if readOnly {
                guard try queue.read(migrator.hasCompletedMigrations) else {
                    throw ResultsError(
                        .older, "an older Seatrial wrote it", path: path,
                        remedy: "open it once for writing, then it is brought to this version")
                }
            } else {
                try migrator.migrate(queue)
            }
            return ResultsStore(path: path, queue: queue, isAlive: isAlive)
        } catch {
            throw ResultsError(error, during: "opening", path: path)
        }
    }

    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "results"
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        // A reader never waits in WAL mode; two writers, or a writer and a checkpoint, wait for each other.
        configuration.busyMode = .timeout(10)
        if !readOnly {
            configuration.prepareDatabase { database in
                // Takes effect in an empty file only, and only before the journal mode is set.
                try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                // Safe from a crash of the process; a power cut may cost the last seconds, never the file.
                // https://sqlite.org/pragma.html#pragma_synchronous
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
            }
        }
        return configuration
    }

    /// Reads from one state of the file, whatever a running trial appends meanwhile.
    func read<Value>(
        _ action: String, _ body: (Database) throws -> Value
    ) throws(ResultsError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw ResultsError(error, during: action, path: path)
        }
    }

    /// Writes all or nothing.
    func write<Value>(
        _ action: String, _ body: (Database) throws -> Value
    ) throws(ResultsError) -> Value {
        do {
            return try queue.write(body)
        } catch {
            throw ResultsError(error, during: action, path: path)
        }
    }

    /// Gives freed pages back to the file system, as far as no reader is in the way.
    func shrink() throws(ResultsError) {
        do {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA incremental_vacuum")
                _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch {
            throw ResultsError(error, during: "giving space back", path: path)
        }
    }
}
