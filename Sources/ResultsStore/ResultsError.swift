import GRDB

/// Why results could not be read or written: what happened, where, what to do.
package struct ResultsError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// There is no such file, or nothing may be made of it.
        case missing, notResults, newer, older
        /// The file is there and cannot be read or written now.
        case full, busy, denied, damaged
        /// The request does not fit what is in the file.
        case unknownTrial, ambiguousTrial, duplicateTrial, trialRuns, exportExists
        case other
    }

    package var code: Code
    /// What happened: `there is no space left`.
    package var what: String
    /// The file's path.
    package var path: String
    /// What to do about it.
    package var remedy: String

    init(_ code: Code, _ what: String, path: String, remedy: String) {
        self.code = code
        self.what = what
        self.path = path
        self.remedy = remedy
    }

    package var description: String { "results file \(path): \(what): \(remedy)" }
}

extension ResultsError {
    /// Puts SQLite's reason for failing at `action` into words.
    init(_ error: any Error, during action: String, path: String) {
        if let error = error as? ResultsError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, "\(action) failed, \(error)", path: path, remedy: "check the file and its folder")
            return
        }
        let (code, what, remedy) = ResultsError.words(for: error)
        self.init(code, "\(action) failed, \(what)", path: path, remedy: remedy)
    }

    private static func words(for error: DatabaseError) -> (code: Code, what: String, remedy: String) {
        switch error.resultCode {
        case .SQLITE_FULL:
            (.full, "the disk is full", "free some space; every second stored before is kept and can be read")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            (.busy, "another process holds it", "try again when that process is done")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            (
                .denied, "this user may not use it",
                "check the rights of the file and of its folder, or name another file"
            )
        case .SQLITE_NOTADB:
            (.notResults, "it is not a SQLite database", "name another file, or move this one away")
        case .SQLITE_CORRUPT:
            (
                .damaged, "it is damaged (\(reason(of: error)))",
                "save what is left with `sqlite3 FILE .recover`, or name another file"
            )
        case .SQLITE_IOERR:
            (.damaged, "the disk refused (\(reason(of: error)))", "check the disk and its free space")
        default:
            (.other, reason(of: error), "check the file with `sqlite3 FILE 'PRAGMA integrity_check'`")
        }
    }

    private static func reason(of error: DatabaseError) -> String {
        (error.message ?? "no reason given") + " (SQLite \(error.extendedResultCode.rawValue))"
    }
}
