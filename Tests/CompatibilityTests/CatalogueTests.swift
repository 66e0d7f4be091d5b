import Foundation
import TestSupport
import Testing

@testable import Compatibility
@testable import Evidence

/// The catalogue as a whole: what a check must have, and the page that is made from it.
struct CatalogueTests {
    @Test func idsAreUniqueAndNameTheirGroup() {
        let ids = Check.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.wholeMatch(of: /[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id) is no id")
        }
        #expect(Set(Check.all.map(\.group)) == Set(ChecksPage.words))
    }

    @Test func thereAreAsManyAsWerePromised() {
        #expect(Check.all.count >= 170)
    }

    @Test(arguments: Check.all.map(\.id))
    func everyCheckSaysWhatItIsFor(id: String) throws {
        let check = try #require(Check.all.first { $0.id == id })
        for (name, text) in [
            ("title", check.title), ("why", check.why), ("expected", check.expected), ("since", check.since),
        ] {
            #expect(!text.isEmpty, "\(id) has no \(name)")
        }
        #expect(!check.title.hasSuffix("."), "a title is no sentence with a full stop")
        #expect(check.conduct == .slow || check.limit <= .seconds(300), "\(id) waits long and is not slow")
    }

    @Test func pageOfAllChecksIsCurrent() throws {
        let page = RepositoryRoot.url.appending(path: "docs/checks.md")
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try ChecksPage.markdown.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(
            try String(contentsOf: page, encoding: .utf8) == ChecksPage.markdown,
            "docs/checks.md is out of date. Please run 'UPDATE_DOCS=1 swift test --filter CatalogueTests'")
    }
}
