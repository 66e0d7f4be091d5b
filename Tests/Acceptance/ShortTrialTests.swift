import Foundation
import TestSupport
import Testing

/// A short trial on the cluster inside the process, from the command to the files that it leaves.
@Suite(.oneAtATime)
struct ShortTrialTests {
    @Test func everyEventIsSentAcknowledgedAndDelivered() async throws {
        let place = try Workplace()
        let run = try await place.run(.short, ["--report", "html,md,json", "--reports", "cards"])
        #expect(run.status == 0, "\(run.standardError)")
        let report = try run.report
        let tally = try #require(report.tally("dashboard"))
        #expect(tally.isClosed, "\(tally)")
        // Three seconds and the warm-up's at 500 a second; a periodic fleet is off by an event at most for each device.
        #expect(abs(tally.sent - 2_000) <= 40)
        #expect(report.findings("loss").map(\.rating) == ["green"])
        #expect(report.scorecard.trial.state == "finished")

        let listed = try await place.trials()
        #expect(listed.map(\.manifest.state) == ["finished"])
        #expect(listed.map(\.manifest.id) == [report.scorecard.trial.id])
        #expect(listed.map(\.sent) == [tally.sent])
        #expect(listed.map(\.lost) == [0])

        let card = place.folder.url.appending(path: "cards/\(report.scorecard.trial.id)/scorecard")
        let html = try String(contentsOf: card.appendingPathExtension("html"), encoding: .utf8)
        #expect(html.hasPrefix("<!DOCTYPE html>") || html.hasPrefix("<!doctype html>"))
        #expect(html.contains(report.scorecard.trial.id))
        let markdown = try String(contentsOf: card.appendingPathExtension("md"), encoding: .utf8)
        #expect(markdown.contains(report.scorecard.trial.id))
        let json = try String(contentsOf: card.appendingPathExtension("json"), encoding: .utf8)
        #expect(json.trimmingCharacters(in: .newlines) == run.standardOutput.trimmingCharacters(in: .newlines))
    }

    @Test func repeatedRunStoresEachTrial() async throws {
        let place = try Workplace()
        let story = Story.short
        let file = try place.folder.write(story.yaml, to: "short.yaml")
        let run = try await place.run("run", file.path, "--repeat", "2", "--quiet", "--report", "md")
        #expect(run.status == 0, "\(run.standardError)")
        let listed = try await place.trials()
        #expect(listed.map(\.manifest.state) == ["finished", "finished"])
        #expect(Set(listed.map(\.manifest.id)).count == 2)
        #expect(listed.map(\.lost) == [0, 0])
    }

    @Test func scaleAndSetChangeWhatIsSent() async throws {
        let place = try Workplace()
        let run = try await place.run(
            .short, ["--scale", "0.5", "--set", "phases.steady.for=1s", "--set", "fleet.trucks.rate=2000/s"])
        #expect(run.status == 0, "\(run.standardError)")
        let report = try run.report
        // Two seconds at half of 2,000 a second, from half of 40 devices.
        let sent = try #require(report.tally("dashboard")).sent
        #expect(abs(sent - 2_000) <= 20)
        #expect(report.scorecard.trial.scale == 0.5)
        #expect(report.scorecard.trial.overrides.contains("phases.steady.for=1s"))
    }

    @Test func yellowFailsOnlyTheStrict() async throws {
        let place = try Workplace()
        let yellow = try await place.run(.short, ["--set", "criteria.ack-tail.green=1us"])
        #expect(try yellow.report.scorecard.overall == "yellow")
        #expect(yellow.status == 0)
        #expect(try await place.run("scorecard", "--report", "md").status == 0)
        #expect(try await place.run("scorecard", "--report", "md", "--strict").status == 10)
        #expect(try await place.trials().map(\.rating) == ["yellow"])
    }
}
