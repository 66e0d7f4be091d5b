import Foundation
import TestSupport
import Testing
import TraceStore
import Traces

/// Traffic of a client that is not ours, captured, replayed and captured again: the two captures are alike.
@Suite(.requiresKafka, .oneAtATime)
struct ReplayLikenessTests {
    /// What may differ, of the original.
    private static let tolerance = 0.05

    /// What two captures of alike traffic have in common.
    private struct Shape {
        /// Events in each second since the first one.
        var seconds: [Int] = []
        var partitions: [Int32: Int] = [:]
        /// By size in steps of a twelfth of a doubling.
        var sizes: [Int: Int] = [:]
        var events = 0

        init(_ path: String) throws {
            var cursor = try TraceFile.open(at: path).events()
            var events: [TraceEvent] = []
            var first: UInt64?
            while try cursor.nextEvents(into: &events, limit: 8192) {
                for event in events {
                    let start = first ?? event.arrivalNs
                    first = start
                    let second = Int((event.arrivalNs - start) / 1_000_000_000)
                    while seconds.count <= second { seconds.append(0) }
                    seconds[second] += 1
                    partitions[event.partition, default: 0] += 1
                    sizes[Int(log2(Double(max(1, event.valueBytes))) * 12), default: 0] += 1
                    self.events += 1
                }
            }
        }
    }

    @Test func replayHasTheOriginalsRateSizesAndSkew() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        let topic = "perf-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 6)
        let began = Date.now
        // Two stretches of different rates, with the tool's own start between them.
        try await write(8_000, perSecond: 2_000, to: topic, on: cluster, in: place)
        try await write(16_000, perSecond: 4_000, to: topic, on: cluster, in: place)
        try await capture(topic, since: began, to: "original.trace", on: cluster, in: place)

        let prefix = "replay-\(UUID().uuidString)."
        let replayed = Date.now
        let run = try await place.run(
            "run", "--trace", "original.trace", "--target", cluster.bootstrap, "--topic-prefix", prefix,
            "--keep-topics",
            "--json", "--report", "md", within: .seconds(180))
        #expect([0, 10, 20, 30].contains(run.status), "\(run.standardError)")
        #expect(try run.report.ledger.allSatisfy { $0.isClosed })
        try await capture(prefix + topic, since: replayed, to: "replay.trace", on: cluster, in: place)

        let original = try Shape(place.folder.file("original.trace").path)
        let replay = try Shape(place.folder.file("replay.trace").path)
        #expect(original.events == 24_000)
        #expect(replay.events == original.events)
        #expect(replay.partitions == original.partitions)
        for (size, count) in original.sizes {
            let found = Double(replay.sizes[size] ?? 0)
            #expect(abs(found - Double(count)) <= Self.tolerance * Double(count), "size class \(size): \(found)")
        }
        #expect(original.seconds.count >= 8)
        // A generator that says itself that it was late does not vouch for the times.
        guard try run.report.findings("achieved-rate").allSatisfy({ $0.rating != "unknown" }) else { return }
        #expect(abs(replay.seconds.count - original.seconds.count) <= 1)
        for (second, (was, came)) in zip(original.seconds, replay.seconds).enumerated() {
            // Where the rate is about to change, a few milliseconds are many events of the lesser second.
            let allowed = max(Self.tolerance * Double(was), 100)
            #expect(abs(Double(came - was)) <= allowed, "second \(second): \(came), \(was) in the original")
        }
    }

    /// Values of five sizes, drawn by the tool.
    private func write(
        _ events: Int, perSecond: Int, to topic: String, on cluster: KafkaCluster, in place: Workplace
    ) async throws {
        let values = [80, 200, 200, 450, 1_500].map { String(repeating: "x", count: $0) }
        let file = try place.folder.write(values.joined(separator: "\n"), to: "values.txt")
        let written = try await cluster.run(
            tool: "kafka-producer-perf-test.sh",
            [
                "--topic", topic, "--num-records", "\(events)", "--throughput", "\(perSecond)", "--payload-file",
                file.path, "--producer-props", "bootstrap.servers=\(cluster.bootstrap)", "linger.ms=5",
            ], within: .seconds(120))
        #expect(written.status == 0, "\(written.allOutput)")
    }

    private func capture(
        _ topic: String, since: Date, to file: String, on cluster: KafkaCluster, in place: Workplace
    ) async throws {
        let captured = try await place.run(
            "capture", "--target", cluster.bootstrap, "--topic", topic, "--from", since.formatted(.iso8601), "--out",
            file)
        #expect(captured.status == 0, "\(captured.allOutput)")
    }
}
