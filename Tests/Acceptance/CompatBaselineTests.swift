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
    private static let plain = Task { try await KafkaCluster.start() }
    private static let strict = Task {
        try await KafkaCluster.start(properties: [
            "message.max.bytes": "500000", "auto.create.topics.enable": "false", "compression.type": "zstd",
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",
        ])
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
        let (kafka, place) = (try await Self.plain.value.bootstrap, try Workplace())
        let beside = try #require(try await compare(kafka, with: kafka, in: place).comparison)
        #expect(beside.compared > 150)
        #expect(beside.verdictChanges.map(\.words) == [])
        #expect(beside.factChanges.map(\.words) == [])
        #expect(beside.apiChanges.isEmpty)
        let later = try #require(try await compare(kafka, with: "latest", in: place).comparison)
        #expect(later.compared == beside.compared)
        #expect(later.verdictChanges.map(\.words) == [])
        #expect(later.factChanges.map(\.words) == [])
        #expect(later.apiChanges.isEmpty && later.onlyInBaseline.isEmpty && later.onlyInObserved.isEmpty)
    }

    @Test func brokersThatAreSetDifferentlyDifferInExactlyThat() async throws {
        let (plain, strict) = (try await Self.plain.value.bootstrap, try await Self.strict.value.bootstrap)
        let place = try Workplace()
        let report = try await compare(strict, with: plain, in: place)
        let beside = try #require(report.comparison)
        #expect(beside.verdictChanges.map(\.words) == [])
        #expect(beside.factChanges.map(\.words) == [])
        #expect(beside.apiChanges.map(\.name) == [])
    }
}
