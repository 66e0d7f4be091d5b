import Foundation
import Reporting
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct HTMLTests {
    @Test func pageIsWellFormed() throws {
        try expectWellFormed(TrialStory.told.html())
        try expectWellFormed(TrialStory.killed.html())
        try expectWellFormed(FleetStory.told.html())
    }

    @Test(arguments: [false, true]) func hostileTextStaysText(isFleet: Bool) throws {
        let page = isFleet ? FleetStory.hostile.html() : TrialStory.hostile.html()
        let elements = try expectWellFormed(page)
        #expect(!elements.contains("script"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("\u{1B}"))
        #expect(!page.contains("\u{202E}"))
    }

    @Test func pageNeedsNoNetworkAndNoScript() throws {
        let page = TrialStory.told.html()
        let elements = try expectWellFormed(page)
        #expect(elements.isDisjoint(with: ["script", "link", "img", "iframe", "object"]))
        #expect(!page.contains("url("))
        #expect(!page.contains("@import"))
        #expect(!page.contains(" src="))
        #expect(!page.contains(" href="))
    }

    @Test func everyRatingIsAWordAndAShape() {
        let page = TrialStory.told.html()
        for word in ["GREEN", "YELLOW", "UNKNOWN"] { #expect(page.contains("</svg>\n\(word)</span>")) }
    }

    @Test func everyDrawingHasATitleAndADescription() {
        let page = TrialStory.told.html()
        let drawings = page.ranges(of: "role=\"img\"").count
        #expect(drawings == 8)
        #expect(page.ranges(of: "<title id=").count == drawings)
        #expect(page.ranges(of: "<desc id=").count == drawings)
    }

    @Test func killedTrialSaysWhatIsUnknown() {
        let page = TrialStory.killed.html()
        #expect(page.contains("The ledger is unknown"))
        #expect(page.contains("Unavailability is unknown"))
        #expect(page.contains("The load by partition is unknown"))
        #expect(page.contains("nothing here vouches for the generator"))
        #expect(page.contains("The trial was interrupted: its process is gone."))
    }

    @Test func emptyTrialHasWordsForEveryChart() throws {
        let page = TrialStory.nothingObserved.html()
        try expectWellFormed(page)
        #expect(page.contains("No reader received an event whose latency could be measured."))
        #expect(page.contains("No second of sending or receiving was stored."))
        #expect(page.contains("No latency was recorded in a measured phase."))
        #expect(!page.contains(/\W(nan|inf)\W/))
    }

    @Test func shortestAndLongestTrialsAreDrawn() throws {
        for report in [TrialStory.oneSecond.report, TrialStory.toldHour] {
            let page = report.html()
            try expectWellFormed(page)
            let isDrawable = !page.contains(/\W(nan|inf)\W/)
            #expect(isDrawable)
            #expect(page.utf8.count < 400_000)
        }
    }

    @Test func longTrialSaysHowItWasThinnedOut() {
        let page = TrialStory.toldHour.html()
        #expect(page.contains("Each point is the worst second of 15 seconds."))
        #expect(page.contains("Each point is the mean of 15 seconds."))
    }
}

/// Parses the page and answers the names of its elements.
@discardableResult
func expectWellFormed(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Set<String> {
    let parser = XMLParser(data: Data(page.utf8))
    let collector = ElementCollector()
    parser.delegate = collector
    let isParsed = parser.parse()
    #expect(
        isParsed, "line \(parser.lineNumber): \(String(describing: parser.parserError))", sourceLocation: sourceLocation
    )
    return collector.names
}

private final class ElementCollector: NSObject, XMLParserDelegate {
    var names: Set<String> = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        names.insert(name)
    }
}
