import Foundation
import TestSupport
import Testing

/// How the checkout is laid out.
struct LayoutTests {
    private static let longestFile = 400
    private static let drawers: Set = [
        "util", "utils", "utilities", "helper", "helpers", "common", "manager", "managers", "misc", "models",
        "extensions",
    ]

    @Test func noSourceFileIsTooLong() async throws {
        for path in try await RepositoryFiles.below("Sources", endings: [".swift", ".c", ".h"]) {
            let count = try RepositoryFiles.lines(of: path).count - 1
            #expect(count <= Self.longestFile, "\(path) has \(count) lines: split it by idea")
        }
    }

    @Test func noFolderOrFileIsADrawer() async throws {
        for path in try await RepositoryFiles.all() where path.hasPrefix("Sources/") || path.hasPrefix("Tests/") {
            for part in path.split(separator: "/") {
                let name = part.lowercased().split(separator: ".").first.map(String.init) ?? ""
                #expect(!Self.drawers.contains(name), "\(path): '\(part)' does not say what is in it")
            }
            let file = URL(filePath: path).deletingPathExtension().lastPathComponent
            #expect(!file.hasSuffix("Manager") && !file.hasSuffix("Helper") && !file.hasSuffix("Utils"), "\(path)")
        }
    }

    @Test func resolvedVersionsAreNotCommitted() async throws {
        #expect(try await RepositoryFiles.git(["ls-files", "Package.resolved"]).isEmpty)
    }

    @Test(arguments: ["LICENSE", "CONTRIBUTING.md", "Makefile", "Package.swift", ".swift-format", ".ci/run"])
    func fileIsThere(path: String) throws {
        #expect(try !RepositoryRoot.text(path).isEmpty)
    }

    @Test func licenceIsApache2() throws {
        let text = try RepositoryRoot.text("LICENSE")
        #expect(text.contains("Apache License") && text.contains("Version 2.0, January 2004"))
    }

    @Test func pipelineScriptIsExecutableForEveryone() async throws {
        let path = RepositoryRoot.url.appending(path: ".ci/run").path
        #expect(FileManager.default.isExecutableFile(atPath: path))
        // A clone gets the mode that is committed, whatever the mode here.
        let staged = try await RepositoryFiles.git(["ls-files", "--stage", ".ci/run"])
        #expect(staged.isEmpty || staged.hasPrefix("100755"), "\(staged)")
    }
}
