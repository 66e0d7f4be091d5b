import Foundation
import ResultsStore

/// A folder of one test, removed with it.
final class ResultsFolder: Sendable {
    let path: String

    init() throws {
        path = URL(filePath: NSTemporaryDirectory()).appending(path: "results-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("cannot remove \(path): \(error)")
        }
    }

    func file(_ name: String = "results.sqlite") -> String { path + "/" + name }

    /// The folder's results file, in which every trial that is stored as running counts as alive.
    func store(_ name: String = "results.sqlite") throws -> ResultsStore {
        try ResultsStore.open(path: file(name), isAlive: { _ in true })
    }

    func bytes(_ name: String = "results.sqlite") throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }
    func contents() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
