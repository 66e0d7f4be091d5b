import Foundation
import KafkaClient
import TestSupport
import Testing

/// Brokers that stand still, and brokers that die: measured, and nothing is lost.
@Suite(.requiresKafka, .oneAtATime)
struct BrokerFaultTests {
    @Test func brokerThatStandsStillForFiveSecondsShowsAsFiveSeconds() async throws {
        let cluster = try await KafkaCluster.start()
        let place = try Workplace()
        let story = Story("stall").with { $0.rate = 2_000 }
            .reader("dashboard").phase("warm-up", "2s, kind: warm-up").phase("stalled", "12s")
        let trial = try place.start(story, on: cluster.bootstrap)
        try await place.waitFor(phase: "stalled", of: trial)

        let clock = ContinuousClock()
        let begin = clock.now
        try cluster.suspend(1)
        try await hold(.seconds(5), during: trial)
        try cluster.resume(1)
        let stall = (clock.now - begin) / .seconds(1)

        let run = try await trial.finish(within: .seconds(60))
        let report = try run.report
        #expect(run.status == 0, "\(report.scorecard.verdict)")
        #expect(report.tally("dashboard")?.isClosed == true, "\(report.ledger)")

        let acks = try #require(report.findings("unavailability").first { $0.subject == "acknowledgements" })
        // Never less than the stall but for what was on its way; how much more is the machine's doing.
        let gap = try #require(acks.value)
        #expect(gap > stall * 0.9 && gap < 12, "\(acks.shown) of a stall of \(stall) s")

        let intended = try #require(report.latency("intended"))
        let tail = try #require(intended.value(at: 99.9))
        #expect(tail > 4.5 && tail < 12, "p99.9 of \(tail) s in a stall of \(stall) s")
        // Of 24,000 events the 10,000 of the stall waited 0 to 5 s each: one in ten of all waited for 3.8 s or more.
        let tenth = try #require(intended.value(at: 90))
        #expect(tenth > 3.2, "p90 of \(tenth) s")
        let service = try #require(report.latency("service")?.value(at: 99.9))
        #expect(service <= tail)
        #expect(report.findings("live-tail").first?.shown.contains("service") == true)
        await cluster.stop()
    }

    @Test func brokerThatDiesAndComesBackIsMeasuredAndLosesNothing() async throws {
        let cluster = try await KafkaCluster.start(brokers: 3)
        let place = try Workplace()
        let story = Story("failover")
            .with {
                $0.replication = 3
                $0.drain = "30s"
            }
            .reader("dashboard").phase("warm-up", "2s, kind: warm-up").phase("failover", "18s")
        let trial = try place.start(story, on: cluster.bootstrap)
        try await place.waitFor(phase: "failover", of: trial)
        try await cluster.kill(2)
        try await hold(.seconds(2), during: trial)
        try await cluster.restart(2)

        let run = try await trial.finish(within: .seconds(90))
        let report = try run.report
        // How it is rated depends on the machine: an election that took long, a generator that had no processor.
        #expect([0, 20, 30].contains(run.status), "\(run.standardError)")
        #expect(report.scorecard.trial.state == "finished")
        // Repeats are allowed: the group's coordinator may have been the broker that died.
        let tally = try #require(report.tally("dashboard"))
        #expect(tally.isClosed, "\(tally), \(report.incidents)")
        #expect(report.findings("loss").map(\.rating) == ["green"])
        // The partitions that it led had to find another leader first.
        let gap = try #require(report.findings("unavailability").compactMap(\.value).max())
        #expect(gap > 0.05, "\(report.findings("unavailability").map(\.shown))")
        await cluster.stop()
    }

    @Test func topicDeletedInMidTrialIsRedAndNamed() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        let prefix = "deleted-\(UUID().uuidString)."
        let story = Story("deletion").with { $0.drain = "5s" }
            .reader("dashboard").phase("warm-up", "1s, kind: warm-up").phase("deletion", "8s")
        let trial = try place.start(story, on: cluster.bootstrap, ["--topic-prefix", prefix])
        try await place.waitFor(phase: "deletion", of: trial)
        // Not by a tool of the distribution: one takes longer to start, on a busy machine, than the trial lasts.
        let admin = try Admin(settings: ["bootstrap.servers": cluster.bootstrap])
        try await offPool { try admin.delete(topic: prefix + "events", timeoutMs: 30_000) }

        // Eight seconds of load, five of draining, and what the clients need to let go.
        let run = try await trial.finish(within: .seconds(60))
        #expect(run.status == 20, "\(run.standardError)")
        let report = try run.report
        #expect(report.scorecard.overall == "red")
        let finding = try #require(report.findings("topics-intact").first)
        #expect(finding.why.contains(prefix + "events"), "\(finding.why)")
        #expect(try await place.trials().map(\.manifest.state) == ["finished"])
    }
}
