import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// The checks of Kafka Connect against a stand-in: none fails on a right one, and each defect is found by its check.
@Suite(.timeLimit(.minutes(15))) struct ConnectTests {
    private func run(_ defect: WorkerDefect?) async throws -> [CheckFinding] {
        let worker = try StandInWorker(defect)
        defer { worker.stop() }
        return try await withLab { bootstrap in
            let target = CompatibilityTarget(
                name: "stand-in", properties: ["bootstrap.servers": bootstrap], connect: HTTPService(url: worker.url))
            let checks = Check.matching(["connect.*"]).filter { $0.conduct != .slow }
            return try await CheckRunner(target).run(checks, id: "test-worker", clients: [:]).findings
        }
    }

    @Test func workerThatIsRightPasses() async throws {
        let findings = try await run(nil)
        #expect(findings.count == 5)
        for finding in findings {
            #expect(finding.verdict == .pass, "\(finding.id): \(finding.observed) \(finding.facts)")
        }
    }

    @Test(arguments: WorkerDefect.allCases)
    func defectIsFoundByItsCheckAndNoOther(defect: WorkerDefect) async throws {
        for finding in try await run(defect) where !defect.alsoFound.contains(finding.id) {
            let isFound = [.fail, .degraded].contains(finding.verdict)
            #expect(isFound == (finding.id == defect.check), "\(finding.id): \(finding.observed) \(finding.facts)")
            #expect(isFound || finding.verdict == .pass, "\(finding.id): \(finding.observed)")
        }
    }
}
