import Foundation
import TestSupport
import Testing

/// Words and constructs that have no place in what is committed.
struct WordingTests {
    /// A construct, where it is banned, and what to write in its place.
    struct Ban: Sendable, CustomTestStringConvertible {
        let pattern: String
        let folder: String
        let remedy: String

        var testDescription: String { "\(pattern) in \(folder)" }
    }

    // None of these patterns matches itself as it stands here: this file is read too.
    static let bans = [
        Ban(pattern: #"\btry\?"#, folder: "Sources", remedy: "catch the error and say what it means here"),
        Ban(pattern: #"\bfatalError\("#, folder: "Sources", remedy: "throw, or use precondition with the values"),
        Ban(pattern: #"\bas\!\s"#, folder: "Sources", remedy: "use as? and say what was found instead"),
        Ban(pattern: #"^\s*(?:@\w+\s+)*(?:public|open)\s+\w"#, folder: "Sources", remedy: "package, or nothing"),
        Ban(pattern: #"\b(?:TO[D]O|FIX[M]E|XX[X])\b"#, folder: "Sources", remedy: "finish it, or leave it out"),
        Ban(pattern: #"\b(?:TO[D]O|FIX[M]E|XX[X])\b"#, folder: "Tests", remedy: "finish it, or leave it out"),
        Ban(
            pattern: #"\b(?:Thread|Task)\.sleep\b|\b(?:u|nano)sleep\("#, folder: "Tests",
            remedy: "wait for the condition"),
        Ban(pattern: #"#expect\(true\)|\.disabled\("#, folder: "Tests", remedy: "a test that can fail, or none"),
    ]

    @Test(arguments: bans)
    func bannedConstructIsNowhere(ban: Ban) async throws {
        for path in try await RepositoryFiles.below(ban.folder, endings: [".swift"]) {
            let text = try RepositoryRoot.text(path)
            // Most files hold none: only those that do are taken line by line.
            guard text.matches(ban.pattern) else { continue }
            for line in try RepositoryFiles.lines(of: path) where String(line.text).matches(ban.pattern) {
                Issue.record("\(path):\(line.number): \(line.text.drop { $0 == " " }): \(ban.remedy)")
            }
        }
    }

    @Test func committedTextNamesNoMachineAndNoToolOfItsAuthors() async throws {
        let words = [
            #"(?<![\w.])/(?:work|root|Users)/"#, #"(?<!docs/)\b(?:style|design|brief)\.md\b"#,
            #"\bcompat-catalo[g]\b|\bmethodology-pitfall[s]\b"#,
            #"\b(?:clau[d]e|anthropi[c]|chatgp[t]|openA[I]|copilo[t]|gemin[i]|code[x])\b"#,
        ]
        let endings = [".swift", ".md", ".yaml", ".yml", ".json", ".sh", ".h", ".c", ".html", "Makefile", ".ci/run"]
        for path in try await RepositoryFiles.all() where endings.contains(where: path.hasSuffix) {
            // The patterns themselves.
            if path == "Tests/Tidy/WordingTests.swift" { continue }
            let text = try RepositoryRoot.text(path)
            for word in words where text.matches("(?i)" + word) {
                for line in try RepositoryFiles.lines(of: path) where String(line.text).matches("(?i)" + word) {
                    Issue.record("\(path):\(line.number): \(line.text)")
                }
            }
        }
    }

    @Test(arguments: [
        (0, "let x = try? read()", true), (0, "let x = try read()", false),
        (1, "fatalError(\"no\")", true), (1, "// no fatalError here", false),
        (2, "value as! Int", true), (2, "value as? Int", false),
        (3, "public struct A {}", true), (3, "    public var a = 1", true), (3, "package struct A {}", false),
        (3, "/// The public face.", false), (5, "// " + "TO" + "DO: later", true), (5, "// todos os dias", false),
    ])
    func banFindsWhatItShouldAndNoMore(ban: Int, line: String, isFound: Bool) {
        #expect(line.matches(Self.bans[ban].pattern) == isFound)
    }
}

extension String {
    /// Whether a regular expression, in which `^` means the start of a line, matches anywhere.
    fileprivate func matches(_ pattern: String) -> Bool {
        range(of: "(?m)" + pattern, options: .regularExpression) != nil
    }
}
