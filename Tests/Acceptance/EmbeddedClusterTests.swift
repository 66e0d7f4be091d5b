import Foundation
import TestSupport
import Testing

/// The cluster inside the process as a run may have it: with another model of storage, wrong on purpose, and with a
/// broker that is replaced.
@Suite(.oneAtATime)
struct EmbeddedClusterTests {
    @Test func clusterThatIsWrongOnPurposeIsRedAndTheReportSaysSo() async throws {
        let place = try Workplace()
        let run = try await place.run(.short, ["--defect", "store-twice:p=0.2", "--profile", "shared-storage"])
        #expect(run.status == 20, "\(run.allOutput)")
        let report = try run.report
        #expect(report.findings("repeats").contains { $0.rating == "red" }, "\(report.scorecard.verdict)")
        let trial = report.scorecard.trial
        #expect(trial.target == "embedded, broken by store-twice:p=0.2")
        #expect(trial.architecture == "shared-storage")
    }

    @Test func brokerIsReplacedAndCopiesWhatItIsToHave() async throws {
        let place = try Workplace()
        let story = Story("replacement").with { $0.drain = "30s" }
            .reader("dashboard").phase("warm-up", "2s, kind: warm-up").phase("replacement", "8s")
            .drill("kind: broker-replacement, broker: 2, phase: replacement, after: 1s, for: 1s")
        let run = try await place.run(story, ["--profile", "broker-local"])
        let report = try run.report
        let said = report.incidents.filter { $0.kind == "drill" }.map(\.text)
        #expect(said.prefix(2) == ["broker 2 is lost with its disk", "a broker 2 with an empty disk takes its place"])
        let last = try #require(said.last)
        #expect(said.count == 3 && last.contains("is in sync again") && last.contains("copied"), "\(said)")
        #expect(report.tally("dashboard")?.isClosed == true, "\(report.ledger)")
        #expect(report.findings("loss").map(\.rating) == ["green"])
    }

    @Test func scorecardTakesARunOfChecksAsAnArea() async throws {
        let place = try Workplace()
        let trial = try await place.run(.short)
        #expect(trial.status == 0, "\(trial.allOutput)")
        let checks = try await place.run("compat", "--only", "meta.*", "--quiet")
        #expect(checks.status == 0, "\(checks.allOutput)")
        let both = try await place.run("scorecard", "--compat", "latest", "--json")
        #expect(both.status == 0, "\(both.allOutput)")
        #expect(both.standardOutput.contains("compatibility surface"))
        let page = try await place.run("scorecard", "--compat", "latest")
        #expect(page.standardOutput.contains("COMPATIBILITY SURFACE"), "\(page.standardOutput)")
        let nobody = try await place.run("scorecard", "--compat", "19990101")
        #expect(nobody.status == 65, "\(nobody.allOutput)")
    }
}
