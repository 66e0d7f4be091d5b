internal import Foundation
internal import Traces

/// The first 100 bytes of a trace, looked at before SQLite is asked.
///
/// https://www.sqlite.org/fileformat.html#the_database_header
struct TraceFileHeader {
    private static let magic = Array("SQLite format 3\0".utf8)

    /// The file's format, as its header has it.
    let formatVersion: Int64
    /// In bytes.
    let size: Int64

    /// Refuses what is no trace, what a newer version wrote and what is shorter than it says.
    init(of path: String) throws(TraceError) {
        let header: [UInt8]
        (header, size) = try TraceFileHeader.read(path)
        guard header.starts(with: TraceFileHeader.magic.prefix(max(1, header.count))), !header.isEmpty else {
            throw TraceError(
                .notSQLite, "it is not a SQLite database", path: path,
                remedy: "name a file that `seatrial capture` wrote")
        }
        guard header.count == 100 else { throw TraceFileHeader.truncated(path) }
        let application = header.bigEndian(at: 68, count: 4)
        guard application == TraceSchema.applicationID else {
            throw TraceError(
                .notATrace, "it is a SQLite database and no trace", path: path,
                remedy: "name a file that `seatrial capture` wrote")
        }
        formatVersion = header.bigEndian(at: 60, count: 4)
        guard formatVersion <= TraceManifest.currentFormat else {
            throw TraceError(
                .newer,
                "a newer Seatrial wrote it (format \(formatVersion), this one knows up to "
                    + "\(TraceManifest.currentFormat))",
                path: path, remedy: "use that Seatrial, or capture anew with this one")
        }
        let pageSize = header.bigEndian(at: 16, count: 2)
        guard size >= header.bigEndian(at: 28, count: 4) * (pageSize == 1 ? 65536 : pageSize) else {
            throw TraceFileHeader.truncated(path)
        }
        // A trace is written without a write-ahead log; SQLite would make files beside one that claims to have it.
        guard formatVersion >= 1, header[18] == 1, header[19] == 1 else {
            throw TraceError(.damaged, "its header is damaged", path: path, remedy: TraceError.copyAgain)
        }
    }

    private static func truncated(_ path: String) -> TraceError {
        TraceError(.truncated, "it is truncated, its end is missing", path: path, remedy: TraceError.copyAgain)
    }

    private static func read(_ path: String) throws(TraceError) -> ([UInt8], Int64) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw TraceError(.missing, "there is no such file", path: path, remedy: "name a file that is there")
        }
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            let header = Array(try file.read(upToCount: 100) ?? Data())
            return (header, Int64(clamping: try file.seekToEnd()))
        } catch {
            throw TraceError(
                .denied, "it cannot be read, \(error.localizedDescription)", path: path,
                remedy: "check that it is a file and that this user may read it")
        }
    }
}

extension [UInt8] {
    fileprivate func bigEndian(at offset: Int, count: Int) -> Int64 {
        self[offset..<offset + count].reduce(0) { $0 << 8 | Int64($1) }
    }
}
