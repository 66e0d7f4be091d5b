import Foundation
import Testing

@testable import Scorecards

@Suite struct CriteriaPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/criteria.md")

    @Test func criteriaPageIsCurrent() throws {
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try FileManager.default.createDirectory(
                at: CriteriaPageTests.page.deletingLastPathComponent(), withIntermediateDirectories: true)
            try CriteriaPage.markdown.write(to: CriteriaPageTests.page, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: CriteriaPageTests.page, encoding: .utf8)
        #expect(
            written == CriteriaPage.markdown,
            "docs/criteria.md is out of date. Please run 'UPDATE_DOCS=1 swift test --filter CriteriaPage'")
    }

    @Test func idsAreUnique() {
        #expect(Set(Criterion.all.map(\.id)).count == Criterion.all.count)
    }

    @Test func everyCriterionFileIsListed() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Scorecards/Criteria")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        let expected = Criterion.all.map { criterion in
            criterion.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + ".swift"
        }
        #expect(Set(files) == Set(expected + ["Criteria.swift"]))
    }
}
