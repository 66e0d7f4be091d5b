import Evidence
import KafkaClient
import Synchronization
import Testing

@testable import Compatibility

/// The checks against librdkafka's mock, whose defects are known: the proof that they can fail.
@Suite(.timeLimit(.minutes(15))) struct EmbeddedRunTests {
    private func run(_ ids: [String]) async throws -> [String: CheckFinding] {
        let cluster = try EmbeddedCluster(brokers: 3)
        let target = CompatibilityTarget(name: "mock", properties: ["bootstrap.servers": cluster.bootstrap])
        let run = try await CheckRunner(target).run(Check.matching(ids), id: "test-run-1", clients: [:])
        withExtendedLifetime(cluster) {}
        #expect(run.state == .finished)
        return Dictionary(uniqueKeysWithValues: run.findings.map { ($0.id, $0) })
    }

    @Test func knownDefectsOfTheMockAreFound() async throws {
        let failing = [
            "proto.acks0-silent", "offsets.by-timestamp", "offsets.read-committed-end", "idem.dup-same-offset",
            "idem.gap-rejected", "txn.lso-blocks", "txn.fence-on-init", "txn.control-records-hidden",
            "txn.abort-invisible",
        ]
        let findings = try await run(failing)
        for id in failing { #expect(findings[id]?.verdict == .fail, "\(id): \(findings[id]?.observed ?? "missing")") }
    }

    @Test func whatTheMockDoesRightlyPasses() async throws {
        let passing = ["produce.headers", "produce.null-vs-empty", "produce.dense-offsets", "fetch.stable-reread"]
        let findings = try await run(passing)
        for id in passing { #expect(findings[id]?.verdict == .pass, "\(id): \(findings[id]?.observed ?? "missing")") }
        #expect(findings["produce.headers"]?.exchanges.isEmpty == false)
    }

    @Test func whatTheMockHasNotIsUnsupported() async throws {
        let findings = try await run(["config.describe", "records.delete"])
        #expect(findings.values.allSatisfy { $0.verdict == .unsupported })
    }

    @Test func probeThatNeverEndsIsInconclusive() async throws {
        let cluster = try EmbeddedCluster(brokers: 1)
        let check = Check(
            "test.endless", .core, .fetch, "It waits for ever", why: "why", expected: "nothing", since: "now",
            limit: .milliseconds(50)
        ) { _ in
            // A stream that nothing comes from; only a cancellation ends it.
            for await _ in AsyncStream<Int>(Int.self, { _ in }) {}
            return .pass("never")
        }
        let target = CompatibilityTarget(name: "mock", properties: ["bootstrap.servers": cluster.bootstrap])
        let run = try await CheckRunner(target).run([check], id: "test-run-2", clients: [:])
        withExtendedLifetime(cluster) {}
        #expect(run.findings.first?.verdict == .inconclusive)
        #expect(run.findings.first?.observed.contains("not done within") == true)
    }

    @Test func clusterThatIsNotThereIsAnError() async throws {
        let target = CompatibilityTarget(name: "nobody", properties: ["bootstrap.servers": "127.0.0.1:1"])
        await #expect(throws: (any Error).self) {
            try await CheckRunner(target).run(Check.all, id: "test-run-3", clients: [:])
        }
    }
}
