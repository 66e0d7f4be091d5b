import Evidence
import KafkaClient
import Testing

@testable import Compatibility

/// The checks of a Schema Registry against a stand-in: none fails on a right one, and each defect is found by one check.
@Suite(.timeLimit(.minutes(15))) struct SchemaRegistryTests {
    private func run(_ defect: RegistryDefect?) async throws -> [CheckFinding] {
        let cluster = try EmbeddedCluster(brokers: 1)
        let registry = try StandInRegistry(defect)
        defer { registry.stop() }
        let target = CompatibilityTarget(
            name: "stand-in", properties: ["bootstrap.servers": cluster.bootstrap],
            schemaRegistry: HTTPService(url: registry.url))
        let run = try await CheckRunner(target).run(Check.matching(["sr.*"]), id: "test-registry", clients: [:])
        withExtendedLifetime(cluster) {}
        return run.findings
    }

    @Test func registryThatIsRightPasses() async throws {
        let findings = try await run(nil)
        #expect(findings.count == 8)
        for finding in findings {
            #expect(finding.verdict == .pass, "\(finding.id): \(finding.observed) \(finding.facts)")
        }
    }

    @Test(arguments: RegistryDefect.allCases)
    func defectIsFoundByItsCheckAndNoOther(defect: RegistryDefect) async throws {
        for finding in try await run(defect) {
            let isFound = [.fail, .degraded].contains(finding.verdict)
            #expect(isFound == (finding.id == defect.check), "\(finding.id): \(finding.observed) \(finding.facts)")
            #expect(isFound || finding.verdict == .pass, "\(finding.id): \(finding.observed)")
        }
    }

    @Test func registryThatIsGoneIsInconclusive() async throws {
        let cluster = try EmbeddedCluster(brokers: 1)
        let target = CompatibilityTarget(
            name: "nobody", properties: ["bootstrap.servers": cluster.bootstrap],
            schemaRegistry: HTTPService(url: "http://127.0.0.1:1"))
        let run = try await CheckRunner(target).run(Check.matching(["sr.*"]), id: "test-registry", clients: [:])
        withExtendedLifetime(cluster) {}
        #expect(run.findings.allSatisfy { $0.verdict == .inconclusive })
    }
}
