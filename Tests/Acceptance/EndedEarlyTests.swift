import Foundation
import TestSupport
import Testing

/// Trials that do not come to their end: what was measured until then is kept and can be read.
@Suite(.oneAtATime)
struct EndedEarlyTests {
    private static let long = Story("long").reader("dashboard").phase("warm-up", "1s, kind: warm-up")
        .phase("steady", "60s")

    @Test func killedTrialKeepsEveryFinishedSecond() async throws {
        let place = try Workplace()
        let trial = try place.start(Self.long)
        try await place.waitUntilStored(seconds: 4, of: trial)
        trial.signal(SIGKILL)
        let end = try await trial.finish(within: .seconds(10))
        #expect(end.end == .killed(by: SIGKILL))

        let listed = try #require(try await place.trials().first)
        #expect(listed.manifest.state == "interrupted")
        #expect(listed.storedSeconds >= 4)
        #expect(listed.lost == nil, "nobody made the account")

        let card = try await place.run("scorecard", "--json")
        #expect([20, 30].contains(card.status), "\(card.allOutput)")
        let report = try card.report
        #expect(report.findings("loss").map(\.rating) == ["unknown"])
        #expect(report.scorecard.overall != "green")
        #expect(report.ledger.isEmpty)
        // Every finished second is there, and full.
        let seconds = report.series.sent.prefix(listed.storedSeconds - 1).map { $0 ?? 0 }
        #expect(seconds.count >= 3)
        for (second, sent) in seconds.enumerated() { #expect(abs(sent - 500) <= 60, "\(sent) in second \(second)") }
        #expect(try await place.run("scorecard", "--report", "html,md,terminal").status == card.status)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func signalEndsTheTrialInGoodOrder(signal: Int32) async throws {
        let place = try Workplace()
        let trial = try place.start(Self.long)
        try await place.waitUntilStored(seconds: 3, of: trial)
        trial.signal(signal)
        let run = try await trial.finish(within: .seconds(20))
        #expect(run.status == 130, "\(run.allOutput)")
        #expect(run.standardError.contains("stopping"))

        let report = try run.report
        #expect(report.scorecard.trial.state == "interrupted")
        #expect(report.scorecard.trial.reason?.contains("signal") == true)
        // There is an account, and it closes: what was sent until the signal is all there.
        #expect(report.tally("dashboard")?.isClosed == true, "\(report.ledger)")
        let listed = try #require(try await place.trials().first)
        #expect(listed.manifest.state == "interrupted")
        #expect(listed.lost == 0)
        #expect(listed.manifest.finishedAt != nil)
    }

    @Test func signalBeforeTheLoadEndsTheTrialToo() async throws {
        let place = try Workplace()
        let trial = try place.start(Self.long)
        // A group's first join takes the cluster inside the process three seconds.
        trial.signal(SIGINT, onLineContaining: "waiting for the readers", in: .standardError)
        let run = try await trial.finish(within: .seconds(60))
        #expect(run.status == 130, "\(run.allOutput)")
        let listed = try #require(try await place.trials().first)
        #expect(listed.manifest.state == "interrupted")
        #expect(listed.sent == 0)
    }

    @Test func secondSignalLeavesAtOnce() async throws {
        let place = try Workplace()
        // The backlog of a slow reader would take its time to drain.
        let trial = try place.start(
            Story("long").reader("billing", "role: slow, limit: 10/s").phase("steady", "60s"))
        try await place.waitUntilStored(seconds: 3, of: trial)
        // Draining lasts five seconds then, and a task that waits for the line may be later.
        trial.signal(SIGINT, onLineContaining: "stopping", in: .standardError)
        trial.signal(SIGINT)
        let run = try await trial.finish(within: .seconds(20))
        #expect(run.status == 130)
        #expect(run.standardError.contains("stopped at once"), "\(run.standardError)")
        let listed = try #require(try await place.trials().first)
        #expect(listed.manifest.state == "interrupted")
        #expect(listed.storedSeconds >= 3)
    }
}
