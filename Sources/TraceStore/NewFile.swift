internal import Foundation

/// The file that a trace is written into before it has its name.
enum NewFile {
    /// Makes the folder and an empty file for this user alone; what an earlier writer left there is replaced.
    static func create(_ path: String) throws(TraceError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw TraceError(
                .denied, "its folder cannot be made, \(error.localizedDescription)", path: path,
                remedy: "make the folder, or name a file elsewhere")
        }
        remove(path)
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw TraceError(
                .denied, "it cannot be made, \(reason())", path: path,
                remedy: "check the rights of its folder, or name a file elsewhere")
        }
        close(descriptor)
    }

    /// Puts the file's bytes on disk, then gives it its name; whoever sees the name sees the whole file.
    ///
    /// - Returns: its size in bytes.
    static func settle(_ partial: String, as path: String, mayReplace: Bool) throws(TraceError) -> Int64 {
        let descriptor = unsafe open(partial, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refused(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw refused(path) }
        let size = lseek(descriptor, 0, SEEK_END)
        if !mayReplace, FileManager.default.fileExists(atPath: path) {
            throw TraceError(
                .exists, "another file took its name meanwhile", path: path, remedy: "capture again under another name")
        }
        guard unsafe rename(partial, path) == 0 else { throw refused(path) }
        return Int64(size)
    }

    /// Removes a file where there is one, and what SQLite may have put beside it.
    static func remove(_ path: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { _ = unsafe unlink(path + suffix) }
    }

    private static func refused(_ path: String) -> TraceError {
        let reason = reason()
        return TraceError(
            .other, "it cannot be put in place, \(reason)", path: path, remedy: "check the disk and its free space")
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
