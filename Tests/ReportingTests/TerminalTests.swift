import Quantities
import Testing

@testable import Reporting

@Suite struct TerminalTests {
    @Test(arguments: [1, 20, 40, 60, 79, 80, 81, 100, 120, 200])
    func noLineIsWiderThanTheTerminal(width: Int) {
        for report in [
            TrialStory.told, TrialStory.killed, TrialStory.hostile, FleetStory.told, FleetStory.hostile,
        ] {
            for line in report.terminal(width: width, color: false).split(separator: "\n") {
                #expect(line.displayWidth <= width, "\(line)")
            }
        }
    }

    @Test func colourChangesNothingButColour() {
        let report = TrialStory.hostile
        let plain = report.terminal(width: 90, color: false)
        let colored = report.terminal(width: 90, color: true)
        #expect(colored.contains("\u{1B}[1;33mYELLOW\u{1B}[0m"))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test func withoutColourThereIsNoEscapeSequence() {
        for report in [TrialStory.hostile, FleetStory.hostile] {
            #expect(!report.terminal(width: 100, color: false).contains("\u{1B}"))
        }
    }

    @Test func reasonIsGivenOnlyWhereNotGreen() {
        let text = TrialStory.told.terminal(width: 120, color: false)
        #expect(text.contains("Partition 3 of positions went 4 s"))
        #expect(!text.contains("Nothing acknowledged is missing."))
    }

    @Test func wideCharactersCountTwice() {
        #expect("港口".displayWidth == 4)
        #expect("e\u{301}".displayWidth == 1)
        #expect("港口 dock".cut(to: 5) == "港口…")
    }

    @Test func wrappingKeepsEveryCharacter() {
        #expect(wrapped("one two three", width: 7) == ["one two", "three"])
        #expect(wrapped("abcdefgh", width: 3) == ["abc", "def", "gh"])
        #expect(wrapped("", width: 3).isEmpty)
    }

    @Test func tableAlignsNumbersToTheRight() {
        let table = TextTable(
            columns: [.init("name"), .init("events", isNumeric: true)], rows: [["a", "1"], ["bb", "1,000"]])
        #expect(table.text(width: 40, color: false) == "name  events\na          1\nbb     1,000")
    }

    @Test func tableWrapsWordsBeforeItGivesUp() {
        let table = TextTable(
            columns: [.init("id"), .init("what happened")], rows: [["1", "a broker went away and came back"]])
        #expect(
            table.text(width: 24, color: false)
                == "id  what happened\n1   a broker went away\n    and came back")
    }

    @Test func tableThatCannotFitBecomesBlocks() {
        let table = TextTable(
            columns: [.init("n", isNumeric: true), .init("m", isNumeric: true)], rows: [["1,000,000", "2,000,000"]])
        #expect(table.text(width: 12, color: false) == "n: 1,000,000\n  m:\n  2,000,000")
    }

    @Test func sparklineMarksWhatIsMissing() {
        #expect(Sparkline(values: [1, nil, 2], isLogarithmic: false).text(width: 10) == "▅·█")
        #expect(Sparkline(values: [nil, nil], isLogarithmic: true).text(width: 10) == "··")
        #expect(Sparkline(values: [0.001, 0.001], isLogarithmic: true).text(width: 10) == "▁▁")
    }

    @Test func sparklineThinsByTheWorst() {
        #expect(Sparkline(values: [1, 8, 1, 1], isLogarithmic: false).text(width: 2) == "█▂")
    }
}
