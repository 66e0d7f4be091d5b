import Foundation
import TestSupport
import Testing

/// What can be done with a trial once it is over, from the results file alone.
@Suite(.oneAtATime)
struct StoredTrialsTests {
    @Test func storedTrialRendersExportsAndDeletes() async throws {
        let place = try Workplace()
        let run = try await place.run(.short)
        let id = try run.report.scorecard.trial.id

        let again = try await place.run("scorecard", "--trial", "latest", "--json")
        #expect(again.standardOutput == run.standardOutput)
        #expect(again.status == run.status)

        let exported = try await place.run("trials", "export", id, "one.sqlite")
        #expect(exported.status == 0, "\(exported.standardError)")
        let elsewhere = try await place.run("scorecard", "--results", "one.sqlite", "--json")
        #expect(elsewhere.standardOutput == run.standardOutput)
        let overwriting = try await place.run("trials", "export", id, "one.sqlite")
        #expect(overwriting.status == 65)
        #expect(overwriting.standardError.contains("one.sqlite"))

        let shown = try await place.newestTrial()
        #expect(shown.trial.id == id)
        #expect(shown.tallies == (try run.report.ledger))

        let deleted = try await place.run("trials", "delete", id)
        #expect(deleted.status == 0, "\(deleted.standardError)")
        #expect(try await place.trials().isEmpty)
        let gone = try await place.run("scorecard", "--trial", id)
        #expect(gone.status == 65)
        #expect(try await place.run("scorecard", "--results", "one.sqlite", "--trial", id).status == run.status)
    }

    @Test func databaseOfANewerVersionIsRefusedAndLeftAlone() async throws {
        let place = try Workplace()
        let run = try await place.run(.short, ["--results", "newer.sqlite"])
        try #require(run.status == 0, "\(run.standardError)")
        // A header's bytes 60 to 63 are the schema's version; the copy is made of a file that nobody has open.
        let file = place.folder.file("newer.sqlite")
        var bytes = try Data(contentsOf: file)
        try #require(bytes.count > 100 && bytes.starts(with: Data("SQLite format 3".utf8)))
        bytes.replaceSubrange(60..<64, with: [0, 0, 0x0f, 0xff])
        try bytes.write(to: file)
        let story = try place.folder.write(Story.short.yaml, to: "short.yaml")

        let commands = [
            ["trials", "list", "--results", file.path], ["scorecard", "--results", file.path],
            ["run", story.path, "--results", file.path],
        ]
        for command in commands {
            let refused = try await place.run(command)
            #expect(refused.status == 65, "\(command): \(refused.allOutput)")
            #expect(refused.standardError.contains("newer Seatrial"))
            #expect(try Data(contentsOf: file) == bytes)
        }
    }

    @Test func missingResultsAreNotMade() async throws {
        let place = try Workplace()
        let listed = try await place.run("trials", "list", "--json")
        #expect(listed.status == 65)
        #expect(listed.standardError.contains("run a trial first"))
        #expect(!FileManager.default.fileExists(atPath: place.results.path))
    }
}
