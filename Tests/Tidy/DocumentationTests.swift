import Foundation
import TestSupport
import Testing

/// Documents that point at something point at something that is there.
struct DocumentationTests {
    @Test func everyLocalLinkLeadsToAFile() async throws {
        for path in try await documents() {
            for line in try RepositoryFiles.lines(of: path) where !line.isFenced {
                for link in Self.links(in: String(line.text)) {
                    let target = String(link.prefix { $0 != "#" })
                    if target.isEmpty || target.contains("://") || target.hasPrefix("mailto:") { continue }
                    let folder = RepositoryRoot.url.appending(path: path).deletingLastPathComponent()
                    let file = folder.appending(path: target.removingPercentEncoding ?? target)
                    #expect(exists(file), "\(path):\(line.number): nothing at \(link)")
                }
            }
        }
    }

    @Test func everyFileThatIsNamedIsThere() async throws {
        for path in try await documents() {
            for line in try RepositoryFiles.lines(of: path) where !line.isFenced {
                for name in Self.namedFiles(in: String(line.text)) {
                    #expect(
                        exists(RepositoryRoot.url.appending(path: name)), "\(path):\(line.number): no file \(name)")
                }
            }
        }
    }

    @Test func linksAndNamesAreRead() {
        #expect(
            Self.links(in: "see [a](docs/a.md#top), ![b](b.svg \"B\") and [c](https://c)") == [
                "docs/a.md#top", "b.svg", "https://c",
            ])
        #expect(
            Self.namedFiles(in: "`Sources/A/B.swift`, `docs/*.md`, `Tests/<Target>Tests`, `make test`, `.ci/run`") == [
                "Sources/A/B.swift", ".ci/run",
            ])
    }

    private func documents() async throws -> [String] {
        let documents = try await RepositoryFiles.all().filter { $0.hasSuffix(".md") }
        try #require(documents.contains("CONTRIBUTING.md"))
        return documents
    }

    private func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    /// The destinations of inline links and pictures.
    private static func links(in line: String) -> [String] {
        line.matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.1) }
    }

    /// Paths in backquotes that start in a folder of the repository and hold no placeholder.
    private static func namedFiles(in line: String) -> [String] {
        line.matches(of: /`((?:Sources|Tests|docs|Scenarios|scripts|\.ci)\/[^`\s]+)`/).map { String($0.1) }
            .filter { path in !path.contains { "*<>{}…$".contains($0) } }
    }
}
