import Foundation
import GRDB

/// The file before it is opened for good: there or made, and of a kind and version that may be opened.
enum ResultsFile {
    private static let magic = Array("SQLite format 3\0".utf8)

    /// Makes the folder and an empty file for this user alone, where there is none.
    ///
    /// SQLite gives `-wal` and `-shm` the file's own rights.
    static func create(_ path: String) throws(ResultsError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ResultsError(
                .denied, "its folder cannot be made, \(error.localizedDescription)", path: path,
                remedy: "make the folder, or name a file elsewhere")
        }
        // Exclusive: a file that another process makes in this moment is not emptied.
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            let reason = unsafe String(cString: strerror(errno))
            throw ResultsError(
                .denied, "it cannot be made, \(reason)", path: path,
                remedy: "check the rights of its folder, or name a file elsewhere")
        }
    }

    /// Refuses what is not a results file and what a newer version wrote, and leaves it as it is.
    static func check(_ path: String, mayBeEmpty: Bool) throws(ResultsError) {
        let header = try header(of: path)
        if header.isEmpty, mayBeEmpty { return }
        guard header.count == 100, header.starts(with: magic) else {
            throw ResultsError(
                .notResults, "it is not a SQLite database", path: path,
                remedy: "name another file, or move this one away")
        }
        // Where the header says enough, SQLite is not even asked: it could make files beside this one.
        try check(path, application: header.bigEndian(at: 68), version: header.bigEndian(at: 60), isEmpty: true)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (application, version, tables) = try queue.read { database in
                (
                    try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
                )
            }
            try queue.close()
            try check(path, application: application, version: version, isEmpty: tables == 0 && mayBeEmpty)
        } catch {
            throw ResultsError(error, during: "opening", path: path)
        }
    }

    private static func check(
        _ path: String, application: Int64, version: Int64, isEmpty: Bool
    ) throws(ResultsError) {
        guard application == SchemaMigrations.applicationID || application == 0 && isEmpty else {
            throw ResultsError(
                .notResults, "it is a SQLite database of something else", path: path,
                remedy: "name another file, or move this one away")
        }
        guard application == 0 || version <= SchemaMigrations.version else {
            throw ResultsError(
                .newer,
                "a newer Seatrial wrote it (schema \(version), this one knows up to \(SchemaMigrations.version))",
                path: path, remedy: "use that Seatrial, or name another file; this file was not changed")
        }
    }

    private static func header(of path: String) throws(ResultsError) -> [UInt8] {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            return Array(try file.read(upToCount: 100) ?? Data())
        } catch {
            throw ResultsError(
                .denied, "it cannot be read, \(error.localizedDescription)", path: path,
                remedy: "check that it is a file and that this user may read it")
        }
    }
}

extension [UInt8] {
    fileprivate func bigEndian(at offset: Int) -> Int64 {
        self[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) }
    }
}
