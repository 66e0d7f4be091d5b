import Evidence
import Foundation
import Quantities
import Scorecards
import Testing

@testable import Reporting

@Suite struct ComparisonTests {
    static func comparison(_ labels: [String], hostile: Bool = false) -> Comparison {
        var even = FleetStory.evidence
        even.manifest.id = "20261121-030000-00aa"
        even.partitions = (0..<6).map { number in
            var row = PartitionRow(topic: "positions", partition: number)
            (row.sent, row.acked, row.ackP99) = (10_000, 10_000, .milliseconds(5))
            return row
        }
        var skewed = FleetStory.evidence
        skewed.fleetTallies[0].deviceDisorder = 17
        var untracked = FleetStory.evidence
        untracked.fleetTallies[0].deviceDisorder = nil
        untracked.partitions = []
        if hostile {
            for index in skewed.partitions.indices {
                skewed.partitions[index].topic = Hostile.text
                skewed.partitions[index].heaviestKey = Hostile.text
            }
            skewed.manifest.id = Hostile.text
        }
        let pool = [even, skewed, untracked]
        return Comparison(
            label: hostile ? Hostile.text : "key",
            trials: labels.enumerated().map { index, label in
                let evidence = pool[index % pool.count]
                var card = Judge.scorecard(of: evidence)
                if hostile { card.verdict = Hostile.text }
                return (label, evidence, card)
            })
    }

    private let told = ComparisonReport(comparison(["device", "region", "none"]))
    private let hostile = ComparisonReport(
        comparison([Hostile.text, Hostile.text + "2", "c", "d", "e", "f"], hostile: true))

    @Test func comparisonInEveryFormat() throws {
        try expectSnapshot(told.terminal(width: 100, color: false), "comparison-100.txt")
        try expectSnapshot(told.markdown(), "comparison.md")
        try expectSnapshot(told.html(), "comparison.html")
        try expectSnapshot(told.json(), "comparison.json")
    }

    @Test func orderIsKeptOrCountedOrNotTracked() throws {
        let row = try #require(told.table.rows.first { $0[0].text == "order within a device" })
        #expect(row.map(\.text) == ["order within a device", "kept", "17 events out of order", "not tracked"])
    }

    @Test(arguments: [1, 20, 60, 80, 100, 200]) func noLineIsWiderThanTheTerminal(width: Int) {
        for report in [told, hostile] {
            for line in report.terminal(width: width, color: false).split(separator: "\n") {
                #expect(line.displayWidth <= width, "\(line)")
            }
        }
    }

    @Test func hostileTextStaysText() throws {
        try expectWellFormed(told.html())
        let elements = try expectWellFormed(hostile.html())
        #expect(!elements.contains("script"))
        let text = hostile.markdown()
        #expect(!text.contains("<script"))
        #expect(!text.replacing("\\]", with: "").contains("]("))
        #expect(!text.contains("@all"))
        #expect(!hostile.terminal(width: 100, color: false).contains("\u{1B}"))
        _ = try JSONSerialization.jsonObject(with: Data(hostile.json().utf8))
    }
}
