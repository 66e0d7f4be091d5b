internal import Foundation

/// A folder that only this user can read, for what a tool is handed: its login, its input.
///
/// Removed with the last reference. A process killed in between leaves it in the system's folder for temporary files.
final class ToolFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "seatrial-tools-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            // What is left is readable by this user only, where the system removes temporary files.
        }
    }

    /// Writes a file of mode 0600 and returns where it is.
    func write(_ text: String, to name: String) throws -> URL {
        let file = url.appending(path: name)
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw CheckOutcome.inconclusive("Could not write \(file.path): check the space and rights there") }
        return file
    }
}
