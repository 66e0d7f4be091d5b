import Captures
import Foundation
import KafkaClient
import Quantities
import ScenarioModel
import TestSupport
import Testing
import Traces

/// What a capture makes of traffic that other clients wrote to a real cluster.
@Suite(.requiresKafka, .oneAtATime)
struct RealTrafficTests {
    private static let events = 20_000

    private func target(_ cluster: KafkaCluster, _ properties: [String: String] = [:]) -> TargetProfile {
        TargetProfile(name: "test", bootstrap: cluster.bootstrap, properties: properties)
    }

    private func request(
        _ cluster: KafkaCluster, _ topics: [String], _ window: CaptureWindow, properties: [String: String] = [:],
        limit: CaptureLimit = .none
    ) -> CaptureRequest {
        CaptureRequest(
            target: target(cluster, properties), topics: topics, window: window, limit: limit, seatrialVersion: "test")
    }

    private func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    private func writeEvents(
        to topic: String, of size: Int, on cluster: KafkaCluster, count: Int = events, _ properties: [String] = []
    ) async throws {
        let run = try await cluster.run(
            tool: "kafka-producer-perf-test.sh",
            [
                "--topic", topic, "--num-records", "\(count)", "--record-size", "\(size)", "--throughput", "-1",
                "--producer-props", "bootstrap.servers=\(cluster.bootstrap)",
            ] + properties)
        try #require(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    }

    @Test func pastWindowHasEveryEventOfAnotherClientWithItsSizeAndPartition() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "past-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 3)
        let from = milliseconds() - 1
        try await writeEvents(to: topic, of: 137, on: cluster, ["compression.type=lz4"])
        let to = milliseconds()
        // Behind the window.
        try await writeEvents(to: topic, of: 9, on: cluster, count: 50)
        let (report, trace) = try await WatchedCapture().run(
            request(cluster, [topic], .past(fromMs: from, toMs: to)))
        #expect(report.ending == .complete)
        #expect(report.events == Int64(Self.events))
        #expect(trace.events.allSatisfy { $0.valueBytes == 137 && !$0.hasKey && $0.headerCount == 0 })
        #expect(trace.events.allSatisfy { $0.arrivalNs < UInt64(to - from) * 1_000_000 })
        #expect(report.movedTimes == 0)
        let counts = trace.counts()
        let ends = try await cluster.logEnds(of: topic)
        #expect(counts.values.reduce(0, +) == Int64(Self.events))
        for (partition, end) in ends {
            let count = counts[partition] ?? 0
            #expect(count <= end && count >= end - 50, "partition \(partition): \(count) of \(end)")
        }
        #expect(trace.closing?.partitions.map(\.holes) == [0, 0, 0])
        #expect(trace.closing?.timestampKinds == [.create])
        #expect(trace.gaps == [])
        #expect(trace.manifest.window == .past)
        // The sample is large enough to have met every batch of this window, and none behind it.
        let batches = try #require(trace.closing?.batches)
        #expect(Set(batches.map(\.codec)) == ["lz4"])
        #expect(batches.reduce(0) { $0 + $1.records } == Int64(Self.events))
        #expect(batches.allSatisfy { $0.batches > 0 && $0.bytes > 0 })
    }

    @Test func liveWindowHasWhatIsWrittenWhileItIsOpenAndNothingFromBefore() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "live-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 4)
        try await writeEvents(to: topic, of: 20, on: cluster, count: 300)
        let before = try await cluster.logEnds(of: topic)
        let capture = WatchedCapture()
        async let captured = capture.run(request(cluster, [topic], .live(.seconds(600))))
        #expect(try await eventually(within: .seconds(30)) { capture.isReading })
        try await writeEvents(to: topic, of: 500, on: cluster)
        #expect(try await eventually(within: .seconds(30)) { capture.events >= Self.events })
        capture.end()
        let (report, trace) = try await captured
        #expect(report.ending == .interrupted)
        #expect(report.events == Int64(Self.events))
        #expect(report.unread == 0)
        #expect(trace.events.allSatisfy { $0.valueBytes == 500 })
        for (partition, end) in try await cluster.logEnds(of: topic) {
            #expect(trace.counts()[partition] ?? 0 == end - (before[partition] ?? 0))
        }
        #expect(!trace.isAbandoned)
    }

    @Test func keysTombstonesAndHeadersAreCountedAndNotKept() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "shape-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 1)
        let from = milliseconds() - 1
        let lines = ["a:12,bb:3\tkey-1\tvalue", "a:1\tkey-22\tNULL", "a:1\tkey-1\tx", "a:1\tNULL\tlonger value"]
        let written = try await cluster.run(
            tool: "kafka-console-producer.sh",
            [
                "--bootstrap-server", cluster.bootstrap, "--topic", topic, "--property", "parse.key=true",
                "--property", "parse.headers=true", "--property", "null.marker=NULL",
            ], input: lines.joined(separator: "\n") + "\n")
        try #require(written.status == 0, "\(written.standardOutput)\(written.standardError)")
        let (report, trace) = try await WatchedCapture().run(
            request(cluster, [topic], .past(fromMs: from, toMs: milliseconds())))
        #expect(trace.events.map(\.valueBytes) == [5, TraceEvent.tombstone, 1, 12])
        #expect(trace.events.map(\.keyBytes) == [5, 6, 5, 0])
        #expect(trace.events.map(\.key) == [0, 1, 0, TraceEvent.noKey])
        #expect(trace.events.map(\.headerCount) == [2, 1, 1, 1])
        #expect(trace.events.map(\.headerBytes) == [6, 2, 2, 2])
        #expect(report.keys == 2)
    }

    @Test func logTruncatedUnderACaptureIsACountedGap() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "cut-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 1)
        let from = milliseconds() - 1
        try await writeEvents(to: topic, of: 100, on: cluster)
        let capture = WatchedCapture()
        // Little is fetched ahead, and slowly read, so that most is still on the broker when it goes.
        let request = request(
            cluster, [topic], .past(fromMs: from, toMs: milliseconds()),
            properties: [
                "queued.min.messages": "500", "fetch.message.max.bytes": "20000", "fetch.max.bytes": "20000",
                "message.max.bytes": "20000",
            ], limit: CaptureLimit(bytesPerSecond: nil, eventsPerSecond: 1000))
        async let captured = capture.run(request)
        #expect(try await eventually(within: .seconds(30)) { capture.events >= 500 })
        let folder = try TemporaryDirectory()
        let cut = try folder.write(
            """
            {"partitions": [{"topic": "\(topic)", "partition": 0, "offset": 19500}], "version": 1}
            """, to: "cut.json")
        let deleted = try await cluster.run(
            tool: "kafka-delete-records.sh",
            ["--bootstrap-server", cluster.bootstrap, "--offset-json-file", cut.path])
        try #require(deleted.status == 0, "\(deleted.standardOutput)\(deleted.standardError)")
        let (report, trace) = try await captured
        #expect(report.ending == .complete)
        #expect(report.gaps == 1)
        let gap = try #require(trace.gaps.first)
        #expect(gap.reason == .rotated)
        #expect(gap.toOffset == 19_500)
        // All before the gap and all after it: every offset is accounted for.
        #expect(report.missed == gap.toOffset - gap.fromOffset)
        #expect(report.events == gap.fromOffset + 500)
        #expect(report.holes == 0)
    }

    @Test func groupsAreThereWithTheirLagAndAreLeftAlone() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "groups-\(UUID().uuidString)"
        let group = "readers-of-\(topic)"
        try await cluster.createTopic(topic, partitions: 1)
        try await writeEvents(to: topic, of: 50, on: cluster, count: 1000)
        let bootstrap = cluster.bootstrap
        try await offPool {
            try ProbeRoundTrip.read(
                settings: ["bootstrap.servers": bootstrap, "group.id": group], topic: topic, timeoutMs: 30_000)
        }
        let capture = WatchedCapture()
        async let captured = capture.run(request(cluster, [topic], .live(.seconds(600))))
        #expect(try await eventually(within: .seconds(30)) { capture.isReading })
        try await writeEvents(to: topic, of: 50, on: cluster, count: 500)
        #expect(try await eventually(within: .seconds(30)) { capture.events >= 500 })
        capture.end()
        let (report, trace) = try await captured
        #expect(report.topics.map(\.groups) == [1])
        let found = try #require(trace.closing?.groups.first { $0.group == group })
        #expect((found.members, found.partitions, found.state) == (0, 1, "Empty"))
        let lag = try #require(found.lagAtStart)
        #expect(lag > 0 && lag < 1000)
        #expect(found.lagAtEnd == lag + 500)
    }

    @Test func abortedRecordsAndMarkersAreHoles() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let topic = "transactions-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 1)
        let from = milliseconds() - 1
        let run = try await cluster.run(
            tool: "kafka-producer-perf-test.sh",
            [
                "--topic", topic, "--num-records", "1000", "--record-size", "10", "--throughput", "-1",
                "--transactional-id", topic, "--transaction-duration-ms", "20", "--producer-props",
                "bootstrap.servers=\(cluster.bootstrap)",
            ])
        try #require(run.status == 0, "\(run.standardOutput)\(run.standardError)")
        let end = try #require(try await cluster.logEnds(of: topic)[0])
        let (report, _) = try await WatchedCapture().run(
            request(cluster, [topic], .past(fromMs: from, toMs: milliseconds())))
        #expect(report.ending == .complete)
        #expect(report.events == 1000)
        #expect(report.gaps == 0)
        #expect(report.holes == end - 1000)
        #expect(report.holes > 0)
    }
}
