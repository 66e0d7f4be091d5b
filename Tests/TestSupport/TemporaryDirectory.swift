package import Foundation

/// A folder of its own for one test, removed with all it holds when the last reference goes.
///
/// `Lifeline` removes it too when the test process ends without having released it, even after SIGKILL.
package final class TemporaryDirectory: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "seatrial-test-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        Lifeline.shared.remember(directory: url)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            // Not a reason to fail a test: the lifeline tries again when the test process ends.
            FileHandle.standardError.write(Data("could not remove \(url.path): \(error)\n".utf8))
        }
    }

    /// The path of `name` inside the folder; nothing is created.
    package func file(_ name: String) -> URL { url.appending(path: name) }

    /// Writes a text file into the folder and returns where it is.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> URL {
        let url = file(name)
        try Data(text.utf8).write(to: url)
        return url
    }
}
