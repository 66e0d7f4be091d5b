import Foundation
import TestSupport
import Testing

/// Mistakes in files and on the command line: each is named with its place, and nothing is sent or stored.
struct BadInputTests {
    /// A mistake in a scenario file, and what must be said about it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let what: String
        let right: String
        let wrong: String
        let said: [String]

        var testDescription: String { what }
    }

    static let mistakes = [
        Mistake(what: "malformed YAML", right: "phases:", wrong: "phases: [", said: []),
        Mistake(
            what: "a word for a number", right: "devices: 40", wrong: "devices: many", said: ["'many'", "whole number"]),
        Mistake(what: "zero-second phase", right: "for: 3s", wrong: "for: 0s", said: ["0s"]),
        Mistake(what: "negative rate", right: "rate: 500/s", wrong: "rate: -500/s", said: ["-500/s"]),
        Mistake(what: "unknown topic", right: "topic: events", wrong: "topic: event", said: ["'event'", "events"]),
        Mistake(what: "unknown reader's topic", right: "[events]", wrong: "[other]", said: ["'other'", "events"]),
        Mistake(
            what: "unknown key", right: "partitions: 4", wrong: "partitons: 4", said: ["did you mean 'partitions'"]),
        Mistake(what: "unknown criterion", right: "ack-tail:", wrong: "ack-tial:", said: ["ack-tail"]),
    ]

    @Test(arguments: mistakes)
    func mistakeIsNamedWithItsPlaceAndNothingIsRun(mistake: Mistake) async throws {
        let place = try Workplace()
        let right = Story.short.yaml
        let wrong = right.replacingOccurrences(of: mistake.right, with: mistake.wrong)
        try #require(wrong != right)
        try place.folder.write(wrong, to: "wrong.yaml")
        let run = try await place.run("run", "wrong.yaml")
        #expect(run.status == 65, "\(run.allOutput)")
        #expect(run.standardError.contains(#/wrong\.yaml:\d+:\d+: /#), "\(run.standardError)")
        for words in mistake.said { #expect(run.standardError.contains(words), "\(run.standardError)") }
        #expect(run.standardOutput.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.results.path))
    }

    @Test func everyMistakeIsListedWithLineAndColumn() async throws {
        let place = try Workplace()
        try place.folder.write(
            """
            name: wrong
            topics:
              events: { partitions: none }
            fleet:
              trucks: { topic: events, devices: 40, rate: -1/s }
            phases:
              - { name: steady, for: 0s }
              - { name: later, for: 3s, lod: 50% }

            """, to: "wrong.yaml")
        let run = try await place.run("run", "wrong.yaml")
        #expect(run.status == 65)
        for place in ["wrong.yaml:3:25: ", "wrong.yaml:5:47: ", "wrong.yaml:7:26: ", "wrong.yaml:8:29: "] {
            #expect(run.standardError.contains(place), "no \(place) in \(run.standardError)")
        }
        #expect(run.standardError.contains("did you mean 'load'"))
    }

    @Test func unknownGroupInSetIsNamed() async throws {
        let place = try Workplace()
        try place.folder.write(Story.short.yaml, to: "short.yaml")
        let run = try await place.run("run", "short.yaml", "--set", "fleet.cranes.rate=1/s")
        #expect(run.status == 65)
        #expect(run.standardError.contains("cranes") && run.standardError.contains("trucks"), "\(run.standardError)")
        #expect(!FileManager.default.fileExists(atPath: place.results.path))
    }

    @Test func unknownScenarioListsTheBundledOnes() async throws {
        let run = try await Workplace().run("run", "shift-chnge")
        #expect(run.status == 65)
        #expect(run.standardError.contains("did you mean 'shift-change'"), "\(run.standardError)")
        let far = try await Workplace().run("run", "nothing-like-it")
        #expect(
            far.standardError.contains("never-drains") && far.standardError.contains("demo"), "\(far.standardError)")
    }

    @Test func unknownTargetListsTheKnownOnes() async throws {
        let place = try Workplace()
        try place.folder.write("targets:\n  staging: { bootstrap: \"localhost:9092\" }\n", to: "targets.yaml")
        try place.folder.write(Story.short.yaml, to: "short.yaml")
        let run = try await place.run("run", "short.yaml", "--target", "production")
        #expect(run.status == 65)
        for words in ["unknown target 'production'", "staging", "embedded"] {
            #expect(run.standardError.contains(words), "\(run.standardError)")
        }
        #expect(try await place.run("targets", "list").standardOutput == "staging\nembedded\n")
    }

    @Test(arguments: [
        ["run"], ["run", "demo", "--no-such-option"], ["run", "demo", "--repeat", "0"],
        ["run", "demo", "--defect", "no-such-defect"], ["demo", "--profile", "no-such-profile"],
        ["run", "shift-change", "--target", "127.0.0.1:1", "--defect", "slow-node"],
        ["compat", "--target", "127.0.0.1:1", "--profile", "shared-storage"],
        ["run", "demo", "--scale", "0"], ["run", "demo", "--report", "pdf"], ["no-such-command"],
    ])
    func usageErrorEndsWith64(arguments: [String]) async throws {
        let place = try Workplace()
        let run = try await place.run(arguments)
        #expect(run.status == 64, "\(run.allOutput)")
        #expect(!run.standardError.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.results.path))
    }
}
