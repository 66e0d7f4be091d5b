import Reporting
import Testing

@Suite struct ReportSnapshots {
    @Test func storyOnATerminal() throws {
        try expectSnapshot(TrialStory().report.terminal(width: 100, color: false), "story-100.txt")
        try expectSnapshot(TrialStory().report.terminal(width: 80, color: false), "story-80.txt")
        try expectSnapshot(TrialStory().killedReport.terminal(width: 80, color: false), "killed-80.txt")
    }

    @Test func storyAsHTML() throws {
        try expectSnapshot(TrialStory().report.html(), "story.html")
        try expectSnapshot(TrialStory().killedReport.html(), "killed.html")
    }

    @Test func storyAsMarkdown() throws {
        try expectSnapshot(TrialStory().report.markdown(), "story.md")
        try expectSnapshot(TrialStory().killedReport.markdown(), "killed.md")
    }

    @Test func storyAsJSON() throws {
        try expectSnapshot(TrialStory().report.json(), "story.json")
    }
}
