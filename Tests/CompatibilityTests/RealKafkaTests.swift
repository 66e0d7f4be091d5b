import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// Apache Kafka itself: every check that applies passes, and none leaves anything behind.
@Suite(.requiresKafka, .oneAtATime) struct RealKafkaTests {
    /// Everything but what waits for minutes; listed apart are those that a single broker cannot be asked.
    @Test func apacheKafkaPasses() async throws {
        let kafka = try await KafkaCluster.start(
            brokers: 1,
            saslUsers: ["admin": "admin-secret"], superUsers: ["admin"])
        let target = CompatibilityTarget(
            name: "kafka", properties: ["bootstrap.servers": kafka.bootstrap],
            login: kafka.login("admin", password: "admin-secret"))
        let checks = Check.all.filter { check in
            check.conduct != .slow && !check.needs.contains(.connect) && !check.needs.contains(.schemaRegistry)
        }
        let run = try await CheckRunner(target).run(checks, id: "real-kafka", clients: [:])
        let left = try await Leftovers.settled(on: target)
        await kafka.stop()
        #expect(run.findings.count == checks.count)
        for finding in run.findings {
            #expect(
                [.pass, .unsupported, .notRun].contains(finding.verdict),
                "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            if finding.tier == .core {
                #expect(finding.verdict != .unsupported, "\(finding.id): \(finding.observed)")
            }
            #expect(
                finding.verdict != .notRun || finding.observed.contains("needs"), "\(finding.id): \(finding.observed)")
        }
        #expect(left.isEmpty, "left: \(left)")
    }
}
