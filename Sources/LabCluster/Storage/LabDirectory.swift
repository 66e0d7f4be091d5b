internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The temporary directory of a cluster: `seatrial-lab-<process id>-<number>`.
///
/// It is made when the first byte goes to disk, removed with the cluster, and those of processes that are gone are
/// removed when the next cluster starts.
final class LabDirectory {
    private let url: URL
    private var isMade = false
    private var files = 0

    private static let prefix = "seatrial-lab-"

    /// - Parameter parent: where it is to be; nil for the system's directory for temporary files.
    init(in parent: String?, number: UInt64) {
        let parent = parent.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let process = ProcessInfo.processInfo.processIdentifier
        url = parent.appending(path: "\(Self.prefix)\(process)-\(String(number, radix: 36))")
        Self.removeAbandoned(in: parent)
    }

    var path: String { url.path }

    /// The size of the disk that it is on, and what is left of it, in bytes; -1 where the system does not tell.
    var room: (total: Int64, usable: Int64) {
        let parent = url.deletingLastPathComponent().path
        do {
            let told = try FileManager.default.attributesOfFileSystem(forPath: parent)
            let (total, usable) = (told[.systemSize] as? NSNumber, told[.systemFreeSize] as? NSNumber)
            return (total?.int64Value ?? -1, usable?.int64Value ?? -1)
        } catch {
            return (-1, -1)
        }
    }

    /// A path for a new file.
    func newFile() throws -> String {
        try make()
        files += 1
        return url.appending(path: "\(files).segment").path
    }

    /// Writes a file that is this user's alone, and gives its path.
    func write(_ text: String, to name: String) throws -> String {
        try make()
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        return file.path
    }

    private func make() throws {
        guard !isMade else { return }
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        isMade = true
    }

    /// Removes it with all that is in it.
    func remove() {
        guard isMade else { return }
        isMade = false
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            // The next start removes what could not be removed now.
        }
    }

    private static func removeAbandoned(in parent: URL) {
        do {
            for name in try FileManager.default.contentsOfDirectory(atPath: parent.path) {
                guard name.hasPrefix(prefix), let process = name.dropFirst(prefix.count).split(separator: "-").first,
                    let id = Int32(process), id > 0, kill(id, 0) != 0, errno == ESRCH
                else { continue }
                try FileManager.default.removeItem(at: parent.appending(path: name))
            }
        } catch {
            // Somebody else's files, or somebody else was faster: nothing of it is in the way.
        }
    }
}
