import Compatibility
import Evidence
import TestSupport
import Testing

@testable import LabCluster

/// The command-line tools of an estate on a lab cluster: the checks that `--with-tools` adds pass as on a Kafka.
struct ToolTourTests {
    @Test(.requiresKafka, .oneAtATime) func scriptsOfApacheKafkaPass() async throws {
        // The program in Java does more with Streams than the example, where it can be compiled.
        let hasStreams = JavaClientTourTests.missing == nil
        try await Self.tour { id in
            id.hasPrefix("tools.kafka-") && id != "tools.kafka-python" || id.hasPrefix("tools.streams-") && !hasStreams
        }
    }

    @Test(.enabled(if: ToolSearch.machine.find("kcat") != nil, "kcat is not on the PATH"))
    func kcatPasses() async throws {
        try await Self.tour { $0.hasPrefix("tools.kcat") }
    }

    @Test(.enabled(if: ToolSearch.machine.find("rpk") != nil, "rpk is not on the PATH"))
    func rpkPasses() async throws {
        try await Self.tour { $0.hasPrefix("tools.rpk") }
    }

    private static func tour(_ isMeant: (String) -> Bool) async throws {
        let checks = Check.witnesses.filter { isMeant($0.id) }
        try #require(!checks.isEmpty)
        try await LabTour.onLab { tour in
            // All of them log in: access rules are kept at these ports only.
            let login = [
                "bootstrap.servers": tour.logins, "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": "admin", "sasl.password": "admin-secret",
            ]
            let target = CompatibilityTarget(name: "lab", properties: login)
            let run = try await CheckRunner(target).run(checks, id: "lab-tools", clients: [:])
            #expect(run.findings.count == checks.count)
            for finding in run.findings {
                #expect(finding.verdict == .pass, "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            }
        }
    }
}
