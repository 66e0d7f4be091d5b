import Evidence
import Synchronization
import TestSupport
import Testing

@testable import Compatibility

/// How checks are run, on a lab cluster: what they find there is the matter of the detections.
@Suite(.timeLimit(.minutes(15))) struct CheckRunnerTests {
    private func run(_ checks: [Check]) async throws -> [String: CheckFinding] {
        let run = try await withLab { bootstrap in
            try await CheckRunner(
                CompatibilityTarget(name: "lab", properties: ["bootstrap.servers": bootstrap])
            ).run(checks, id: "test-run-1", clients: [:])
        }
        #expect(run.state == .finished)
        return Dictionary(uniqueKeysWithValues: run.findings.map { ($0.id, $0) })
    }

    @Test func findingHasTheExchangesOfItsCheck() async throws {
        let finding = try #require(try await run(Check.matching(["produce.headers"])).values.first)
        #expect(finding.verdict == .pass, "\(finding.observed)")
        #expect(!finding.exchanges.isEmpty)
    }

    @Test func whatTheClusterHasNotIsUnsupported() async throws {
        let findings = try await run(Check.matching(["share.admin", "cluster.telemetry"]))
        #expect(findings.count == 2)
        #expect(findings.values.allSatisfy { $0.verdict == .unsupported })
    }

    @Test func probeThatNeverEndsIsInconclusive() async throws {
        let check = Check(
            "test.endless", .core, .fetch, "It waits for ever", why: "why", expected: "nothing", since: "now",
            limit: .milliseconds(50)
        ) { _ in
            // A stream that nothing comes from; only a cancellation ends it.
            for await _ in AsyncStream<Int>(Int.self, { _ in }) {}
            return .pass("never")
        }
        let finding = try #require(try await run([check]).values.first)
        #expect(finding.verdict == .inconclusive)
        #expect(finding.observed.contains("not done within") == true)
    }

    @Test func clusterThatIsNotThereIsAnError() async throws {
        let target = CompatibilityTarget(name: "nobody", properties: ["bootstrap.servers": "127.0.0.1:1"])
        await #expect(throws: (any Error).self) {
            try await CheckRunner(target).run(Check.all, id: "test-run-3", clients: [:])
        }
    }
}
