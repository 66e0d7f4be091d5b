import Foundation
import TestSupport
import Testing

/// Which module may import which.
///
/// The table is the rule; `docs/architecture.md` explains it.
struct LayeringTests {
    /// Modules of this package and libraries from outside that each target may import, and no others.
    ///
    /// Modules of the toolchain are free.
    private static let allowed: [String: Set<String>] = [
        "Quantities": [],
        "ScenarioModel": ["Quantities", "Yams"],
        "Evidence": ["Quantities"],
        "Traces": ["Quantities"],
        "KafkaClient": ["CRdKafka"],
        "HTTPProbes": ["CCurl"],
        "RecordCodecs": ["CZlib", "CLZ4", "CSnappy", "CZstd"],
        "KafkaWire": ["Quantities", "CChecksum", "RecordCodecs", "Crypto", "NIOCore", "NIOPosix", "NIOSSL"],
        "Workloads": ["Quantities", "ScenarioModel", "Traces"],
        "LoadEngine": [
            "Quantities", "ScenarioModel", "Evidence", "Workloads", "KafkaClient", "CChecksum",
        ],
        "Compatibility": ["Quantities", "Evidence", "KafkaClient", "KafkaWire", "HTTPProbes"],
        "LabCluster": ["Quantities", "KafkaWire", "Crypto", "NIOCore", "NIOPosix", "NIOSSL"],
        "Captures": ["Quantities", "ScenarioModel", "Traces", "KafkaClient", "KafkaWire", "Crypto"],
        "Trials": [
            "Quantities", "ScenarioModel", "Evidence", "Workloads", "LoadEngine", "LabCluster", "KafkaClient",
            "HTTPProbes",
        ],
        "Detections": [
            "LabCluster", "Compatibility", "Trials", "ScenarioModel", "Evidence", "Scorecards", "ResultsStore",
        ],
        "Scorecards": ["Quantities", "ScenarioModel", "Evidence"],
        "ResultsStore": ["Quantities", "Evidence", "Scorecards", "GRDB"],
        "TraceStore": ["Quantities", "Traces", "GRDB"],
        "Reporting": ["Quantities", "Evidence", "Scorecards"],
        "seatrial": [
            "Quantities", "ScenarioModel", "Evidence", "KafkaClient", "Workloads", "LoadEngine", "Trials",
            "Traces", "TraceStore", "Captures", "Compatibility", "LabCluster", "Detections",
            "Scorecards", "ResultsStore", "Reporting", "ArgumentParser",
        ],
        "Benchmarks": [
            "CBareLoop", "KafkaClient", "LabCluster", "LoadEngine", "Workloads", "ScenarioModel", "Evidence",
            "Quantities", "Traces", "TraceStore", "Captures", "TestSupport",
        ],
    ]

    private static let toolchain: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin", "Testing",
    ]

    @Test func everyImportIsAllowed() async throws {
        for path in try await RepositoryFiles.below("Sources", endings: [".swift"]) {
            let target = String(path.split(separator: "/")[1])
            guard let allowed = Self.allowed[target] else {
                Issue.record("\(path): target '\(target)' is not in the table of this test: say what it may import")
                continue
            }
            for line in try RepositoryFiles.lines(of: path) {
                guard let module = Self.importedModule(in: line.text) else { continue }
                if Self.toolchain.contains(module) { continue }
                #expect(allowed.contains(module), "\(path):\(line.number): \(target) may not import \(module)")
            }
        }
    }

    @Test func onlyTheClientImportsLibrdkafka() async throws {
        let importers = try await RepositoryFiles.all().filter { $0.hasSuffix(".swift") }.filter { path in
            try RepositoryFiles.lines(of: path).contains { Self.importedModule(in: $0.text) == "CRdKafka" }
        }
        #expect(!importers.isEmpty)
        for path in importers { #expect(path.hasPrefix("Sources/KafkaClient/"), "\(path) imports CRdKafka") }
    }

    @Test func judgesReachNeitherDoersNorEdges() {
        let doers: Set = [
            "Workloads", "LoadEngine", "Trials", "Captures", "Compatibility", "KafkaClient", "KafkaWire",
            "RecordCodecs",
            "CRdKafka",
        ]
        for judge in ["Scorecards", "ResultsStore", "Reporting"] {
            #expect(Self.allowed[judge]?.isDisjoint(with: doers) == true, "\(judge)")
        }
    }

    @Test func everyTargetHasItsPlaceInTheArchitecture() throws {
        let text = try RepositoryRoot.text("docs/architecture.md")
        for target in Self.allowed.keys {
            #expect(text.contains("| `\(target)` |"), "docs/architecture.md omits \(target)")
        }
    }

    @Test(arguments: [
        ("import Foundation", "Foundation"),
        ("package import Quantities", "Quantities"),
        ("internal import CRdKafka", "CRdKafka"),
        ("@preconcurrency import Yams", "Yams"),
        ("@testable internal import Evidence", "Evidence"),
        ("import struct Foundation.URL", "Foundation"),
        ("// import Foundation", nil),
        ("let text = \"import Foundation\"", nil),
    ])
    func importIsRead(line: String, module: String?) {
        #expect(Self.importedModule(in: line[...]) == module)
    }

    private static func importedModule(in line: Substring) -> String? {
        let modifiers = #"(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"#
        let kind = #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?"#
        return line.firstMatch(#"^\s*"# + modifiers + #"import\s+"# + kind + #"(\w+)"#)
    }
}

extension Substring {
    /// The first group of the first match of a regular expression; the pattern is the test's own and well formed.
    func firstMatch(_ pattern: String) -> String? {
        let text = String(self)
        do {
            let expression = try NSRegularExpression(pattern: pattern)
            let whole = NSRange(text.startIndex..., in: text)
            guard let match = expression.firstMatch(in: text, range: whole),
                let range = Range(match.range(at: match.numberOfRanges - 1), in: text)
            else { return nil }
            return String(text[range])
        } catch {
            preconditionFailure("the pattern \(pattern) is malformed: \(error)")
        }
    }
}
