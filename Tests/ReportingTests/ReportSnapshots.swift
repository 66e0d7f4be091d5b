import Reporting
import Testing

@Suite struct ReportSnapshots {
    @Test func storyOnATerminal() throws {
        try expectSnapshot(TrialStory.told.terminal(width: 100, color: false), "story-100.txt")
        try expectSnapshot(TrialStory.told.terminal(width: 80, color: false), "story-80.txt")
        try expectSnapshot(TrialStory.killed.terminal(width: 80, color: false), "killed-80.txt")
    }

    @Test func storyAsHTML() throws {
        try expectSnapshot(TrialStory.told.html(), "story.html")
        try expectSnapshot(TrialStory.killed.html(), "killed.html")
    }

    @Test func storyAsMarkdown() throws {
        try expectSnapshot(TrialStory.told.markdown(), "story.md")
        try expectSnapshot(TrialStory.killed.markdown(), "killed.md")
    }

    @Test func fleetInEveryFormat() throws {
        try expectSnapshot(FleetStory.told.terminal(width: 100, color: false), "fleet-100.txt")
        try expectSnapshot(FleetStory.told.terminal(width: 80, color: false), "fleet-80.txt")
        try expectSnapshot(FleetStory.told.html(), "fleet.html")
        try expectSnapshot(FleetStory.told.markdown(), "fleet.md")
        try expectSnapshot(FleetStory.told.json(), "fleet.json")
    }

    @Test func storyAsJSON() throws {
        try expectSnapshot(TrialStory.told.json(), "story.json")
    }
}
