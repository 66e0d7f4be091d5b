import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// The checks of a Schema Registry against a stand-in: none fails on a right one, and each defect is found by one check.
@Suite(.timeLimit(.minutes(15))) struct SchemaRegistryTests {
    private func run(_ defect: RegistryDefect?) async throws -> [CheckFinding] {
        let registry = try StandInRegistry(defect)
        defer { registry.stop() }
        return try await run(at: registry.url)
    }

    private func run(at registry: String) async throws -> [CheckFinding] {
        try await withLab { bootstrap in
            let target = CompatibilityTarget(
                name: "stand-in", properties: ["bootstrap.servers": bootstrap],
                schemaRegistry: HTTPService(url: registry))
            return try await CheckRunner(target).run(Check.matching(["sr.*"]), id: "test-registry", clients: [:])
                .findings
        }
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
        #expect(try await run(at: "http://127.0.0.1:1").allSatisfy { $0.verdict == .inconclusive })
    }
}
