import Foundation
import TestSupport
import Testing

/// `--baseline`: two brokers that are set differently differ in exactly that, and a broker does not differ from itself.
@Suite(.requiresKafka, .oneAtATime)
struct CompatBaselineTests {
    private struct Report: Decodable {
        struct Comparison: Decodable {
            var compared: Int
            var verdictChanges: [Change]
            var factChanges: [Change]
            var apiChanges: [APIChange]
            var onlyInBaseline: [String]
            var onlyInObserved: [String]
        }

        struct Change: Decodable {
            var check: String
            var fact: String?
            var baseline: String?
            var observed: String?

            var words: String {
                "\(check) \(fact ?? "verdict"): \(baseline ?? "none") -> \(observed ?? "none")"
            }
        }

        struct APIChange: Decodable {
            var name: String
        }

        struct Run: Decodable {
            var id: String
        }

        var run: Run
        var comparison: Comparison?
    }

    /// Two brokers for the suite; the end of the run stops them.
    private static let plain = Task { try await KafkaCluster.start(saslUsers: ["admin": password]) }
    private static let strict = Task {
        try await KafkaCluster.start(
            properties: [
                "message.max.bytes": "500000", "auto.create.topics.enable": "false", "compression.type": "zstd",
            ],
            saslUsers: ["admin": password], superUsers: ["admin"])
    }
    private static let password = "admin-secret"

    /// A folder whose targets are the two brokers, each with its listener for logins.
    private func place() async throws -> Workplace {
        let place = try Workplace()
        var file = "targets:\n"
        for (name, cluster) in [("plain", try await Self.plain.value), ("strict", try await Self.strict.value)] {
            file += """
                  \(name):
                    bootstrap: "\(cluster.bootstrap)"
                    login:
                      bootstrap.servers: "\(cluster.saslBootstrap)"
                      security.protocol: SASL_PLAINTEXT
                      sasl.mechanism: PLAIN
                      sasl.username: admin
                      sasl.password: \(Self.password)

                """
        }
        try place.folder.write(file, to: "targets.yaml")
        return place
    }

    /// All tiers without what waits for minutes.
    private static let tiers = ["core", "extended", "admin", "new"].flatMap { ["--tier", $0] }

    private func compare(_ target: String, with baseline: String, in place: Workplace) async throws -> Report {
        let run = try await place.run(
            ["compat", "--target", target, "--baseline", baseline, "--json"] + Self.tiers, within: .seconds(900))
        #expect([0, 10, 20, 30].contains(run.status), "\(run.standardError)")
        return try JSONDecoder().decode(Report.self, from: Data(run.standardOutput.utf8))
    }

    @Test func brokerDoesNotDifferFromItself() async throws {
        let place = try await place()
        let beside = try #require(try await compare("plain", with: "plain", in: place).comparison)
        #expect(beside.compared > 140)
        #expect(beside.verdictChanges.map(\.words) == [])
        #expect(beside.factChanges.map(\.words) == [])
        #expect(beside.apiChanges.isEmpty)
        let later = try #require(try await compare("plain", with: "latest", in: place).comparison)
        #expect(later.compared == beside.compared)
        #expect(later.verdictChanges.map(\.words) == [])
        #expect(later.factChanges.map(\.words) == [])
        #expect(later.apiChanges.isEmpty && later.onlyInBaseline.isEmpty && later.onlyInObserved.isEmpty)
    }

    @Test func brokersThatAreSetDifferentlyDifferInExactlyThat() async throws {
        let report = try await compare("strict", with: "plain", in: try await place())
        let beside = try #require(report.comparison)
        // compression.type and the authorizer; message.max.bytes and auto.create.topics.enable.
        #expect(
            Set(beside.verdictChanges.map(\.words)) == [
                "produce.codec-on-disk verdict: pass -> degraded", "sec.acl-crud verdict: unsupported -> pass",
            ])
        #expect(
            Set(beside.factChanges.map(\.words)) == [
                "proto.request-size-ceiling first refused: 1100 KiB -> 512 KiB",
                "proto.request-size-ceiling largest taken: 1023 KiB -> 0 KiB",
                "meta.autocreate-on auto.create.topics.enable: true -> false", "meta.autocreate-on made: yes -> no",
            ])
        #expect(beside.apiChanges.map(\.name) == [])
        #expect(beside.onlyInBaseline.isEmpty && beside.onlyInObserved.isEmpty)
    }
}
