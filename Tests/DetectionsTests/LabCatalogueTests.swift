import Compatibility
import Evidence
import LabCluster
import TestSupport
import Testing

/// The lab cluster without a defect does as Apache Kafka 4.0 does: the whole catalogue, but for what waits for minutes.
@Suite(.oneAtATime) struct LabCatalogueTests {
    /// What Apache Kafka 4.0.0 does not offer either.
    private static let unsupported: Set = [
        "share.session-errors", "share.admin", "config.list-resources", "cluster.telemetry",
    ]

    @Test func everyCheckSaysWhatItSaysOfApacheKafka() async throws {
        var settings = LabSettings()
        settings.nodes = 3
        settings.racks = ["a", "b", "c"]
        settings.listeners = [.plaintext, .saslPlaintext]
        settings.retentionInterval = .seconds(1)
        let cluster = try await LabCluster.start(settings)
        let target = CompatibilityTarget(
            name: "lab", properties: ["bootstrap.servers": try await cluster.bootstrap],
            login: [
                "bootstrap.servers": try await cluster.bootstrap(of: .saslPlaintext),
                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": "admin", "sasl.password": "admin-secret",
            ])
        let checks = Check.all.filter { check in
            check.conduct != .slow && !check.needs.contains(.connect) && !check.needs.contains(.schemaRegistry)
        }
        let run = try await CheckRunner(target).run(checks, id: "lab-catalogue", clients: [:])
        await cluster.stop()
        #expect(run.findings.count == checks.count)
        for finding in run.findings {
            let expected: CheckVerdict = Self.unsupported.contains(finding.id) ? .unsupported : .pass
            #expect(
                finding.verdict == expected, "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
        }
    }
}
