import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// The tools of this machine and a real Connect worker against Apache Kafka itself: what is there passes.
@Suite(.requiresKafka, .oneAtATime) struct RealToolsTests {
    @Test func toolsOnApacheKafkaPass() async throws {
        let kafka = try await KafkaCluster.start(
            brokers: 1,
            saslUsers: ["admin": "admin-secret"], superUsers: ["admin"])
        // All of them log in: what they are handed for that works.
        let login = kafka.login("admin", password: "admin-secret")
        let target = CompatibilityTarget(name: "kafka", properties: login)
        let run = try await CheckRunner(target).run(Check.witnesses, id: "real-tools", clients: [:])
        let left = try await Leftovers.settled(on: target)
        await kafka.stop()
        #expect(run.findings.count == Check.witnesses.count)
        for finding in run.findings {
            #expect(
                [.pass, .notRun].contains(finding.verdict),
                "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            let isOfKafka = finding.id.hasPrefix("tools.kafka-") && finding.id != "tools.kafka-python"
            #expect(!isOfKafka || finding.verdict == .pass, "\(finding.id): \(finding.observed)")
        }
        #expect(left.isEmpty, "left: \(left)")
    }

    @Test(
        .enabled(if: ConnectWorkerProcess.unavailableReason == nil, "\(ConnectWorkerProcess.unavailableReason ?? "")"))
    func realWorkerPasses() async throws {
        let kafka = try await KafkaCluster.start(brokers: 1)
        let worker = try await ConnectWorkerProcess.start(beside: kafka)
        let target = CompatibilityTarget(
            name: "kafka", properties: ["bootstrap.servers": kafka.bootstrap],
            connect: HTTPService(url: worker.url))
        let run = try await CheckRunner(target).run(Check.matching(["connect.*"]), id: "real-connect", clients: [:])
        let left = try await Leftovers.settled(on: target)
        try await worker.stop()
        await kafka.stop()
        #expect(run.findings.count == 6)
        for finding in run.findings {
            #expect(finding.verdict == .pass, "\(finding.id): \(finding.observed) \(finding.facts)")
        }
        #expect(left.isEmpty, "left: \(left)")
    }
}
