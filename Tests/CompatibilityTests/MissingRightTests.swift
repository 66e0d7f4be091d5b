import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// A user who may read and write one topic and nothing else: what cannot be told is told to be so, and nothing fails.
@Suite(.requiresKafka, .oneAtATime) struct MissingRightTests {
    private static let topic = "scratch"

    private static let cluster = Task { () async throws -> KafkaCluster in
        let cluster = try await KafkaCluster.start(
            saslUsers: ["clerk": "clerk-secret"], superUsers: [])
        try await cluster.createTopic(topic, partitions: 4)
        let granted = try await cluster.run(
            tool: "kafka-acls.sh",
            [
                "--bootstrap-server", cluster.bootstrap, "--add", "--allow-principal", "User:clerk", "--operation",
                "Read", "--operation", "Write", "--topic", topic,
            ])
        try #require(granted.status == 0, "\(granted.standardError)")
        return cluster
    }

    private func run(_ checks: [Check], topics: [String]?) async throws -> [CheckFinding] {
        let target = CompatibilityTarget(
            name: "guarded",
            properties: try await Self.cluster.value.login("clerk", password: "clerk-secret"))
        var options = CheckRunOptions()
        options.topics = topics
        return try await CheckRunner(target, options: options).run(checks, id: "missing-right", clients: [:]).findings
    }

    private static let checks = Check.all.filter { check in
        check.conduct != .slow && !check.needs.contains(.connect) && !check.needs.contains(.schemaRegistry)
    }

    @Test func checksThatNeedNoTopicsOfTheirOwnRunOnTheGivenOne() async throws {
        let findings = try await run(Self.checks, topics: [Self.topic])
        // One of each area that reading and writing are enough for.
        let expected: Set = [
            "proto.apiversions-basic", "proto.acks0-silent", "meta.endpoints-reachable", "produce.headers",
            "produce.dense-offsets", "produce.null-vs-empty", "fetch.stable-reread", "fetch.long-poll",
            "fetch.out-of-range", "offsets.edges", "idem.dup-same-offset",
        ]
        for finding in findings where expected.contains(finding.id) {
            #expect(finding.verdict == .pass, "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
        }
        for finding in findings {
            let words = "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)"
            #expect(finding.verdict != .fail, "\(words)")
            #expect(!finding.observed.isEmpty, "\(words)")
            #expect(!finding.observed.contains("in use by other checks"), "\(words)")
            let needs = Self.checks.first { $0.id == finding.id }?.needs ?? []
            if needs.contains(.topicCreation) {
                #expect([.notRun, .unsupported].contains(finding.verdict), "\(words)")
            }
        }
        // The user's topic is as it was but for what was written to it.
        let topics = try await Self.cluster.value.run(
            tool: "kafka-topics.sh", ["--bootstrap-server", Self.cluster.value.bootstrap, "--list"])
        #expect(topics.standardOutput.split(separator: "\n").filter { !$0.hasPrefix("__") } == ["scratch"])
    }

    @Test func checksThatNeedTopicsAreNotRunForWantOfTheRight() async throws {
        let findings = try await run(Self.checks, topics: nil)
        #expect(findings.contains { $0.id == "proto.apiversions-basic" && $0.verdict == .pass })
        for id in ["produce.headers", "topic.create-defaults", "txn.abort-invisible", "fetch.long-poll"] {
            let finding = try #require(findings.first { $0.id == id })
            #expect(finding.verdict == .notRun, "\(id): \(finding.observed)")
            #expect(finding.observed.contains("grant Create on topics"), "\(id): \(finding.observed)")
        }
        for finding in findings {
            #expect(finding.verdict != .fail, "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
        }
    }
}
