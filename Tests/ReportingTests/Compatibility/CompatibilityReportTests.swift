import Evidence
import Foundation
import ScenarioModel
import Scorecards
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct CompatibilityReportTests {
    private let all = [
        CompatibilityStory.told, CompatibilityStory.compared, CompatibilityStory.interrupted,
        CompatibilityStory.hostile,
    ]

    @Test func runInEveryFormat() throws {
        let told = CompatibilityStory.told
        try expectSnapshot(told.terminal(width: 100, color: false), "compatibility-100.txt")
        try expectSnapshot(told.junit(strict: false), "compatibility.xml")
        try expectSnapshot(CompatibilityStory.interrupted.terminal(width: 80, color: false), "compatibility-cut-80.txt")
    }

    @Test func comparedRunInEveryFormat() throws {
        let compared = CompatibilityStory.compared
        try expectSnapshot(compared.terminal(width: 80, color: false), "compatibility-compared-80.txt")
        try expectSnapshot(compared.markdown(), "compatibility-compared.md")
        try expectSnapshot(compared.json(), "compatibility-compared.json")
        try expectSnapshot(compared.html(), "compatibility-compared.html")
    }

    @Test(arguments: [1, 20, 60, 80, 100, 200]) func noLineIsWiderThanTheTerminal(width: Int) {
        for report in all {
            for line in report.terminal(width: width, color: false).split(separator: "\n") {
                #expect(line.displayWidth <= width, "\(line)")
            }
        }
    }

    @Test func hostileTextStaysText() throws {
        let report = CompatibilityStory.hostile
        let elements = try expectWellFormed(report.html())
        #expect(!elements.contains("script"))
        let document = report.junit(strict: true)
        #expect(try expectWellFormed(document).contains("testcase"))
        for text in [report.html(), document] {
            #expect(!text.contains("<script"))
            #expect(!text.contains("\u{1B}"))
            #expect(!text.contains("\u{202E}"))
        }
        let markdown = report.markdown()
        #expect(!markdown.contains("<script"))
        #expect(!markdown.replacing("\\]", with: "").contains("]("))
        #expect(!markdown.contains("@all"))
        #expect(!report.terminal(width: 100, color: false).contains("\u{1B}"))
        _ = try JSONSerialization.jsonObject(with: Data(report.json().utf8))
    }

    @Test func pageNeedsNoNetworkAndNoScript() throws {
        for report in all {
            let page = report.html()
            let elements = try expectWellFormed(page)
            #expect(elements.isDisjoint(with: ["script", "link", "img", "iframe", "object"]))
            for forbidden in ["url(", "@import", " src=", " href="] { #expect(!page.contains(forbidden)) }
        }
    }

    @Test func everyFormatNamesClientsAndVersions() throws {
        let report = CompatibilityStory.told
        for text in [
            report.terminal(width: 200, color: false), report.markdown(), report.html(), try report.json(),
        ] {
            #expect(text.contains("librdkafka"))
            #expect(text.contains("2.0.2"))
        }
        #expect(report.clientLine.hasPrefix("Checks: 8 by Seatrial's own protocol client, 1 by librdkafka, 2 by HTTP;"))
    }

    @Test func pageHasTheTranscriptOfEachCheckThatAsked() throws {
        let page = CompatibilityStory.told.html()
        #expect(page.components(separatedBy: "<details>").count - 1 == 6)
        for text in ["EndTxn v3", "producer 4001, abort", "3 records, aborted list empty", "502"] {
            #expect(page.contains(text))
        }
    }

    @Test func worstCheckComesFirst() {
        #expect(
            CompatibilityStory.told.notable.map(\.finding.id) == [
                "txn.abort-invisible", "txn.fencing", "produce.codec-zstd", "proto.apiversions-too-new", "token.create",
                "share.roundtrip",
            ])
    }

    /// Every verdict with every standing, relaxed and strict: which element the test case has.
    @Test(
        arguments: [
            (CheckVerdict.pass, nil, nil), (.degraded, "system-out", "failure"), (.fail, "failure", "failure"),
            (.inconclusive, "error", "error"), (.notRun, "skipped", "skipped"),
        ] as [(CheckVerdict, String?, String?)])
    func verdictsBecomeTestResults(verdict: CheckVerdict, relaxed: String?, strict: String?) throws {
        for tier in CheckTier.allCases {
            #expect(try result(verdict, tier, strict: false) == relaxed)
            #expect(try result(verdict, tier, strict: true) == strict)
        }
    }

    @Test func unsupportedFailsOnlyWhereItIsRequired() throws {
        #expect(try result(.unsupported, .core, strict: false) == "failure")
        for tier in [CheckTier.extended, .admin, .new] {
            #expect(try result(.unsupported, tier, strict: true) == "skipped")
        }
        let required = Estate([.init(key: "x.*", level: .required)])
        #expect(try result(.unsupported, .new, estate: required, strict: false) == "failure")
    }

    @Test func whatTheEstateDoesNotUseIsSkipped() throws {
        let unused = Estate([.init(key: "x.*", level: .unused)])
        for verdict in CheckVerdict.allCases where verdict != .pass {
            #expect(try result(verdict, .core, estate: unused, strict: true) == "skipped")
        }
        #expect(try result(.pass, .core, estate: unused, strict: true) == nil)
    }

    @Test func lossOfARequiredCheckFailsWithoutStrict() throws {
        let baseline = try run(.pass, .core, id: "before")
        #expect(try result(.degraded, .core, strict: false, baseline: baseline) == "failure")
        #expect(try result(.inconclusive, .core, strict: false, baseline: baseline) == "failure")
        #expect(try result(.degraded, .core, strict: false, baseline: run(.degraded, .core, id: "b")) == "system-out")
    }

    @Test func totalsOfASuiteAddUp() {
        let document = CompatibilityStory.told.junit(strict: false)
        #expect(
            document.contains(
                #"<testsuites name="seatrial compat candidate" tests="11" failures="2" errors="1" skipped="5" "#))
    }

    private func run(_ verdict: CheckVerdict, _ tier: CheckTier, id: String = "now") throws -> CompatibilityRun {
        var run = CompatibilityStory.observed
        run.id = id
        var finding = try #require(run.findings.first)
        (finding.id, finding.tier, finding.verdict) = ("x.y", tier, verdict)
        run.findings = [finding]
        return run
    }

    /// The name of the only element within the only test case; nil for none.
    private func result(
        _ verdict: CheckVerdict, _ tier: CheckTier, estate: Estate? = nil, strict: Bool,
        baseline: CompatibilityRun? = nil
    ) throws -> String? {
        let run = try run(verdict, tier)
        let comparison = baseline.map { CompatibilityComparison(baseline: $0, observed: run, estate: estate) }
        let report = CompatibilityReport(
            run, score: CompatibilityScore(run, estate: estate, comparison: comparison), comparison: comparison,
            baseline: baseline)
        let elements = try expectWellFormed(report.junit(strict: strict))
        #expect(elements.contains("testcase"))
        let inner = elements.subtracting(["testsuites", "testsuite", "testcase"])
        #expect(inner.count <= 1)
        return inner.first
    }
}
