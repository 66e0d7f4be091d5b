import Foundation
import TestSupport

/// The files of the checkout that are committed, or would be: what git tracks and what it does not ignore.
enum RepositoryFiles {
    /// Paths inside the checkout, those that exist, sorted.
    static func all() async throws -> [String] {
        // A checkout in a container often belongs to another user, which git refuses without being told.
        let listed = try await git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        return listed.split(separator: "\0").map(String.init)
            .filter { FileManager.default.fileExists(atPath: RepositoryRoot.url.appending(path: $0).path) }.sorted()
    }

    /// Those below one folder with one of the endings.
    static func below(_ folder: String, endings: [String]) async throws -> [String] {
        try await all().filter { path in path.hasPrefix(folder + "/") && endings.contains { path.hasSuffix($0) } }
    }

    static func git(_ arguments: [String]) async throws -> String {
        let git = try ChildProcess(
            URL(filePath: "/usr/bin/env"), ["git", "-c", "safe.directory=*"] + arguments,
            environment: ProcessInfo.processInfo.environment, directory: RepositoryRoot.url)
        let finished = try await git.finish(within: .seconds(30))
        guard finished.status == 0 else { throw GitError(description: finished.standardError) }
        return finished.standardOutput
    }

    /// Every line with its number from 1, and whether it stands in a fenced block of Markdown.
    static func lines(of path: String) throws -> [(number: Int, text: Substring, isFenced: Bool)] {
        var isFenced = false
        return try RepositoryRoot.text(path).split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated().map { index, text in
                let isFence = text.drop { $0 == " " }.hasPrefix("```")
                if isFence { isFenced.toggle() }
                return (index + 1, text, isFenced || isFence)
            }
    }
}

struct GitError: Error, CustomStringConvertible {
    let description: String
}
