import Foundation
import Testing

@testable import Reporting

struct PlanSheetTests {
    private var sheet: PlanSheet {
        var sheet = PlanSheet(
            scenario: "storm", title: "A <storm> & its backlog", seed: 7, scale: 0.5, digest: "00ff00ff00ff00ff",
            eventsBySecond: [10, 40, 40, 10], bytesBySecond: [1000, 8000, 8000, 1000], planningSeconds: 0.25)
        sheet.phases = [
            .init(name: "warm", isWarmUp: true, startSeconds: 0, endSeconds: 1, events: 10, bytes: 1000),
            .init(name: "live", isWarmUp: false, startSeconds: 1, endSeconds: 4, events: 90, bytes: 17_000),
        ]
        sheet.partitions = [
            .init(topic: "telemetry", partition: 0, events: 75, bytes: 13_500),
            .init(topic: "telemetry", partition: 1, events: 25, bytes: 4500),
        ]
        var group = PlanSheet.Group(name: "trucks", topic: "telemetry", devices: 12)
        group.made = 103
        group.sent = 100
        group.droppedAtEdge = 3
        group.darkSpans = 2
        group.longestDarkSeconds = 90
        sheet.groups = [group]
        sheet.readers = [
            .init(
                name: "ops", role: "live", topics: ["telemetry"], members: 2, events: 100, peak: 40, limit: nil)
        ]
        sheet.heavyKeys = [.init(topic: "telemetry", key: "tenant-0001", share: 0.5)]
        sheet.outages = [.init(name: "north", startSeconds: 1, endSeconds: 2.5, devices: 6)]
        return sheet
    }

    @Test func theFirstOfTheBusiestSecondsIsThePeak() throws {
        let peak = try #require(sheet.peak)
        #expect(peak.second == 1)
        #expect(peak.events == 40)
        #expect(peak.bytes == 8000)
    }

    @Test func aPlanWithoutEventsHasNoPeak() {
        let empty = PlanSheet(
            scenario: "none", title: "", seed: 1, scale: 1, digest: "0", eventsBySecond: [0, 0], bytesBySecond: [0, 0],
            planningSeconds: 0)
        #expect(empty.peak == nil)
        #expect(empty.terminal(width: 80, color: false).contains("0/s"))
    }

    @Test(arguments: [20, 60, 100, 200])
    func theTerminalSheetKeepsItsWidthAndNamesWhatMatters(width: Int) {
        let text = sheet.terminal(width: width, color: false)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
        let words = text.split(whereSeparator: \.isWhitespace).joined()
        for expected in ["00ff00ff00ff00ff", "×1.5", "tenant-0001(50%)", "north", "trucks"] {
            #expect(words.contains(expected), "\(expected) at \(width) columns")
        }
    }

    @Test func columnsWithoutAnythingInThemAreLeftOut() {
        let text = sheet.terminal(width: 200, color: false)
        #expect(text.contains("dropped"))
        #expect(!text.contains("malformed"))
    }

    @Test func thePageIsWellFormedAndEscapesTheTitle() throws {
        let page = sheet.html()
        #expect(page.contains("A &lt;storm&gt; &amp; its backlog"))
        #expect(page.contains("planned outage"))
        try expectWellFormed(page)
    }

    @Test func theJSONCarriesTheSums() throws {
        let object = try JSONSerialization.jsonObject(with: Data(sheet.json().utf8))
        let fields = try #require(object as? [String: Any])
        #expect(fields["events"] as? Int == 100)
        #expect(fields["bytes"] as? Int == 18_000)
        #expect(fields["digest"] as? String == "00ff00ff00ff00ff")
    }
}
