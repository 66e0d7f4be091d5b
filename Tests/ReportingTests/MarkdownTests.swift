import Testing

@testable import Reporting

@Suite struct MarkdownTests {
    @Test func everyTableRowHasItsColumnsWhateverTheText() {
        for report in [TrialStory.told, TrialStory.hostile, FleetStory.told, FleetStory.hostile] {
            var columns: Int?
            for line in report.markdown().split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("|") else {
                    columns = nil
                    continue
                }
                let bars = line.replacing("\\|", with: "").count { $0 == "|" }
                #expect(columns == nil || columns == bars, "\(line)")
                columns = bars
            }
        }
    }

    @Test(arguments: [false, true]) func hostileTextCannotBecomeMarkup(isFleet: Bool) {
        let text = isFleet ? FleetStory.hostile.markdown() : TrialStory.hostile.markdown()
        #expect(!text.contains("<script"))
        #expect(!text.replacing("\\]", with: "").contains("]("))
        #expect(!text.contains("https://"))
        #expect(!text.contains("@all"))
        #expect(!text.contains("\u{1B}"))
    }
}
