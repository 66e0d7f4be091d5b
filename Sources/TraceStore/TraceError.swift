internal import GRDB
internal import Traces

/// Why a trace could not be read or written: what happened, where, what to do.
package struct TraceError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// There is no such file, or nothing may be made of it.
        case missing, notSQLite, notATrace, newer
        /// The file is a trace, and something in it is not as it was written.
        case truncated, damagedBlock, timeGoesBack, damaged
        /// The file cannot be made or written now.
        case exists, unfinished, full, busy, denied
        case other
    }

    package var code: Code
    /// What happened: `it ends too early`.
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

    package var description: String { "trace \(path): \(what): \(remedy)" }
}

extension TraceError {
    /// What to do about a file that cannot be trusted.
    static let copyAgain = "copy it again from where it was captured, or capture anew"

    /// Puts a failure at `action` into words.
    init(_ error: any Error, during action: String, path: String) {
        switch error {
        case let error as TraceError: self = error
        case let error as TraceDamage:
            self.init(error.code, error.what, path: path, remedy: TraceError.copyAgain)
        case let error as DatabaseError:
            let (code, what, remedy) = TraceError.words(for: error)
            self.init(code, "\(action) failed, \(what)", path: path, remedy: remedy)
        default:
            self.init(.other, "\(action) failed, \(error)", path: path, remedy: "check the file and its folder")
        }
    }

    private static func words(for error: DatabaseError) -> (code: Code, what: String, remedy: String) {
        switch error.resultCode {
        case .SQLITE_FULL: (.full, "the disk is full", "free some space, or name a file on another disk")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            (.busy, "another process holds it", "try again when that process is done")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            (
                .denied, "this user may not use it",
                "check the rights of the file and of its folder, or name another file"
            )
        case .SQLITE_NOTADB: (.notSQLite, "it is not a SQLite database", "name a file that `seatrial capture` wrote")
        case .SQLITE_CORRUPT: (.damaged, "it is damaged (\(reason(of: error)))", copyAgain)
        case .SQLITE_IOERR: (.other, "the disk refused (\(reason(of: error)))", "check the disk and its free space")
        default: (.damaged, "it is damaged (\(reason(of: error)))", copyAgain)
        }
    }

    private static func reason(of error: DatabaseError) -> String {
        (error.message ?? "no reason given") + " (SQLite \(error.extendedResultCode.rawValue))"
    }
}

/// Something stored that no trace of this version holds.
struct TraceDamage: Error {
    var code = TraceError.Code.damaged
    var what: String
}
