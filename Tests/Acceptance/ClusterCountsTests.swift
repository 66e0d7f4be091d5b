import Foundation
import TestSupport
import Testing

/// The figures against what Kafka's own tools say.
@Suite(.requiresKafka, .oneAtATime)
struct ClusterCountsTests {
    @Test func storedCountsAreThoseOfTheClustersOwnTools() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        let prefix = "counts-\(UUID().uuidString)."
        let story = Story.short.with { $0.rate = 5_000 }
        let run = try await place.run(
            story, on: cluster.bootstrap, ["--topic-prefix", prefix, "--keep-topics"])
        #expect(run.status == 0, "\(run.standardError)")
        let shown = try await place.newestTrial()
        let tally = try #require(shown.tallies.first)
        #expect(tally.isClosed)

        let ends = try await cluster.logEnds(of: prefix + "events")
        #expect(ends.count == 4)
        #expect(ends.values.reduce(0, +) == tally.acked)
        let group = try #require(shown.readers.first).group
        #expect(try await committed(by: group, on: cluster) == ends)

        let again = try await place.run(story, on: cluster.bootstrap, ["--topic-prefix", prefix])
        // A topic with another trial's events in it: they are neither counted nor lost.
        let second = try #require(try again.report.tally("dashboard"))
        #expect(second.isClosed, "\(second)")
        #expect(try await cluster.logEnds(of: prefix + "events").values.reduce(0, +) == tally.acked + second.acked)
    }

    @Test func topicsOfATrialAreDeletedAfterIt() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        let prefix = "gone-\(UUID().uuidString)."
        let run = try await place.run(
            .short, on: cluster.bootstrap, ["--topic-prefix", prefix, "--set", "phases.steady.for=1s"])
        #expect(try run.report.tally("dashboard")?.isClosed == true)
        let topics = try await cluster.run(
            tool: "kafka-topics.sh", ["--bootstrap-server", cluster.bootstrap, "--list"])
        #expect(topics.status == 0)
        #expect(!topics.standardOutput.contains(prefix), "\(topics.standardOutput)")
    }

    /// The committed offset of every partition, as `kafka-consumer-groups.sh` prints it.
    private func committed(by group: String, on cluster: KafkaCluster) async throws -> [Int: Int64] {
        let described = try await cluster.run(
            tool: "kafka-consumer-groups.sh",
            ["--bootstrap-server", cluster.bootstrap, "--describe", "--group", group])
        var offsets: [Int: Int64] = [:]
        for line in described.standardOutput.split(separator: "\n") {
            // GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG …
            let columns = line.split(separator: " ")
            guard columns.count > 5, columns[0] == group, let partition = Int(columns[2]) else { continue }
            offsets[partition] = Int64(columns[3])
        }
        return offsets
    }
}
