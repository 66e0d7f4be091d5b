import Foundation
import TestSupport
import Testing

/// Readers that are away and come back, and one that starts from the beginning.
@Suite(.oneAtATime)
struct ReaderOutageTests {
    @Test(.requiresKafka) func readersThatWereAwayCatchUpAndReplayReadsEverything() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        let story = Story("outage").with { $0.rate = 2_000 }
            .reader("dashboard")
            .reader("billing", "role: paused, away: { from: outage, until: back, manner: leave }, limit: 4000/s")
            .reader("invoicing", "role: paused, away: { from: outage, until: back, manner: pause }, limit: 4000/s")
            .reader("audit", "role: replay, from: back, limit: 5000/s")
            .phase("warm-up", "1s, kind: warm-up").phase("steady", "3s").phase("outage", "3s").phase("back", "14s")
        let prefix = "outage-\(UUID().uuidString)."
        let run = try await place.run(story, on: cluster.bootstrap, ["--topic-prefix", prefix])
        let report = try run.report
        #expect(run.status == 0, "\(report.scorecard.verdict)")
        for reader in ["dashboard", "billing", "invoicing", "audit"] {
            let tally = try #require(report.tally(reader))
            // A reader that comes back may read again what it had not committed.
            #expect(tally.isClosed, "\(tally)")
        }
        for reader in ["billing", "invoicing"] {
            let catchUp = try #require(report.catchUps.first { $0.reader == reader })
            #expect(catchUp.verdict == "drained")
            // Three seconds of arrivals, and what came while it left and returned.
            #expect(catchUp.backlog >= 5_000 && catchUp.backlog <= 12_000, "\(catchUp)")
            #expect(catchUp.drainRate > catchUp.arrivalRate, "\(catchUp)")
            #expect(try #require(catchUp.caughtUpAt) >= catchUp.resumedAt)
            #expect(abs(catchUp.arrivalRate - 2_000) < 400, "\(catchUp)")
        }
        let replay = try #require(report.catchUps.first { $0.reader == "audit" })
        #expect(replay.verdict == "drained")
        #expect(replay.backlog >= 12_000, "\(replay)")
        #expect(report.findings("catch-up").map(\.rating) == ["green", "green", "green"])
    }

    @Test func slowReaderJoinsAndFallsBehindByItsLimit() async throws {
        let place = try Workplace()
        let story = Story("slow").with { $0.drain = "1s" }
            .reader("dashboard").reader("ledger", "role: slow, limit: 100/s").phase("steady", "5s")
        let run = try await place.run(story)
        let report = try run.report
        #expect(report.tally("dashboard")?.isClosed == true)
        let tally = try #require(report.tally("ledger"))
        // 500 a second arrive; it handles 100 for five seconds of load and one or two of draining.
        #expect(tally.delivered >= 300 && tally.delivered <= 1_000, "\(tally)")
        #expect(tally.lost == 0 && tally.delivered + tally.unread == tally.acked, "\(tally)")
    }

    @Test func backlogThatCannotDrainIsRedInBoundedTime() async throws {
        let place = try Workplace()
        let story = Story("never").with {
            $0.drain = "4s"
            $0.rate = 1_000
        }
        .reader("dashboard")
        .reader("billing", "role: paused, away: { from: outage, until: back, manner: pause }, limit: 500/s")
        .phase("warm-up", "1s, kind: warm-up").phase("outage", "2s").phase("back", "6s")
        let run = try await place.run(story, within: .seconds(45))
        #expect(run.status == 20, "\(run.standardError)")
        let report = try run.report
        let finding = try #require(report.findings("catch-up").first)
        #expect(finding.rating == "red")
        #expect(finding.shown.contains("will not drain"))
        #expect(report.catchUps.map(\.verdict) == ["will not drain"])
        #expect(report.scorecard.trial.state == "finished")
        // The live reader is none the worse, and what billing did not get to is unread and not lost.
        #expect(report.tally("dashboard")?.isClosed == true)
        let tally = try #require(report.tally("billing"))
        #expect(tally.lost == 0 && tally.unread > 0 && tally.delivered + tally.unread == tally.acked, "\(tally)")
    }
}
