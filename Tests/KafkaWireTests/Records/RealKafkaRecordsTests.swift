internal import Foundation
import TestSupport
import Testing

@testable import KafkaWire

/// Against Apache Kafka itself: what its clients wrote is read, and what is written here its clients read.
@Suite(.requiresKafka, .oneAtATime)
struct RealKafkaRecordsTests {
    private func connect(_ kafka: KafkaCluster) async throws -> BrokerConnection {
        let settings = try WireSettings(properties: ["bootstrap.servers": kafka.bootstrap])
        return try await BrokerConnection.connect(to: try #require(settings.bootstrap.first), settings: settings)
    }

    private func newTopic(_ what: String, on connection: BrokerConnection) async throws -> String {
        let topic = "records-\(what)-\(UUID().uuidString)"
        let answer = try await connection.send(
            CreateTopicsRequest {
                $0.timeoutMs = 30_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.numPartitions = 1
                        $0.replicationFactor = 1
                    }
                ]
            })
        #expect(answer.topics.first?.errorCode == BrokerCode.none)
        return topic
    }

    /// The whole log of partition 0, fetch by fetch.
    private func readAll(_ topic: String, until end: Int64, on connection: BrokerConnection) async throws
        -> [RecordBatch]
    {
        var batches: [RecordBatch] = []
        var next: Int64 = 0
        while next < end {
            let offset = next
            let answer = try await connection.send(
                FetchRequest(
                    topic: topic,
                    partitions: [
                        .init {
                            $0.fetchOffset = offset
                            $0.partitionMaxBytes = 256 << 10
                        }
                    ], maxBytes: 1 << 20, maxWait: .seconds(1)),
                version: FetchRequest.lastByName)
            let partition = try #require(answer.responses.first?.partitions.first)
            #expect(partition.errorCode == .none)
            let read = try RecordBatch.batches(in: partition.records ?? [], place: "\(topic) at \(offset)")
            batches += read
            // Nothing new is the end of the test and not of patience: `end` is what was acknowledged.
            next = try #require(read.last).nextOffset
        }
        return batches
    }

    @Test(arguments: CompressionCodec.allCases)
    func recordsOfTheJavaClientAreRead(codec: CompressionCodec) async throws {
        let kafka = try await SharedKafka.oneBroker()
        let connection = try await connect(kafka)
        let topic = try await newTopic("java", on: connection)
        let lines = (0..<3000).map { "key \($0 % 7)\tvalue \($0) \(String(repeating: "ab", count: $0 % 50))" }
        let written = try await kafka.run(
            tool: "kafka-console-producer.sh",
            [
                "--bootstrap-server", kafka.bootstrap, "--topic", topic, "--compression-codec", "\(codec)",
                "--property", "parse.key=true", "--producer-property", "linger.ms=20",
            ], input: lines.joined(separator: "\n") + "\n")
        try #require(written.status == 0, "\(written.standardOutput)\(written.standardError)")
        let batches = try await readAll(topic, until: 3000, on: connection)
        await connection.close()
        #expect(batches.allSatisfy { $0.codec == codec && !$0.isControl && $0.producerID >= 0 })
        let records = batches.flatMap(\.records)
        #expect(records.map(\.offset) == Array(0..<3000))
        let texts = records.map { record in
            [record.key, record.value].map { String(decoding: $0 ?? [], as: UTF8.self) }.joined(separator: "\t")
        }
        #expect(texts.count == lines.count)
        let differing = zip(texts, lines).first { $0 != $1 }
        #expect(differing == nil)
        #expect(records.allSatisfy { $0.timestamp > 1_500_000_000_000 })
    }

    /// A batch of each codec, and one more of Snappy in its other form, in one log.
    @Test func recordsWrittenHereAreReadByTheJavaClient() async throws {
        let kafka = try await SharedKafka.oneBroker()
        let connection = try await connect(kafka)
        let topic = try await newTopic("wire", on: connection)
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        var expected: [RecordBatch] = []
        var lines: [String] = []
        for (place, codec) in (CompressionCodec.allCases + [.snappy]).enumerated() {
            let values = (0..<500).map { "value \($0) \(String(repeating: "xyz", count: $0 % 200))" }
            var batch = RecordBatch(
                values.enumerated().map { index, value in
                    WireRecord(
                        key: Array("\(codec)".utf8), value: Array(value.utf8), timestamp: now + Int64(index),
                        headers: [.init(name: "n", value: Array("\(index)".utf8)), .init(name: "none", value: nil)])
                }, codec: codec)
            lines += values.enumerated().map { "n:\($0.offset),none:null\t\(codec)\t\($0.element)" }
            let isBare = place == CompressionCodec.allCases.count
            batch.baseOffset = try await produce(batch.encoded(bareSnappy: isBare), to: topic, on: connection)
            #expect(batch.baseOffset == Int64(place * 500))
            expected.append(batch.numbered)
        }
        let kept = try await readAll(topic, until: 3000, on: connection)
        await connection.close()
        try #require(kept.map(\.baseOffset) == expected.map(\.baseOffset))
        for (found, written) in zip(kept, expected) {
            // The broker sets the epoch of its leadership, and leaves everything else as it came.
            var written = written
            written.partitionLeaderEpoch = found.partitionLeaderEpoch
            // Told by the first record that differs: a description of whole batches is no help.
            let differing = zip(found.records, written.records).first { $0 != $1 }
            #expect(differing == nil)
            let isSame = found == written
            #expect(isSame, "the batch at \(found.baseOffset)")
        }

        let read = try await kafka.run(
            tool: "kafka-console-consumer.sh",
            [
                "--bootstrap-server", kafka.bootstrap, "--topic", topic, "--from-beginning", "--max-messages", "3000",
                "--timeout-ms", "30000", "--property", "print.headers=true", "--property", "print.key=true",
            ])
        let shown = read.standardOutput.split(separator: "\n").map(String.init)
        #expect(shown.count == lines.count, "\(read.standardError)")
        let differing = zip(shown, lines).first { $0 != $1 }
        #expect(differing == nil)
    }

    @Test func endsOfTransactionsAreRead() async throws {
        let kafka = try await SharedKafka.oneBroker()
        let connection = try await connect(kafka)
        let topic = try await newTopic("transactions", on: connection)
        let written = try await kafka.run(
            tool: "kafka-producer-perf-test.sh",
            [
                "--topic", topic, "--num-records", "500", "--record-size", "100", "--throughput", "-1",
                "--transactional-id", topic, "--transaction-duration-ms", "60000",
                "--producer-props", "bootstrap.servers=\(kafka.bootstrap)", "compression.type=zstd",
            ])
        try #require(written.status == 0, "\(written.standardOutput)\(written.standardError)")
        let batches = try await readAll(topic, until: 501, on: connection)
        await connection.close()
        let marker = try #require(batches.last)
        #expect(marker.isControl)
        #expect(try marker.endTransactionMarker?.outcome == .commit)
        #expect(batches.allSatisfy { $0.isTransactional && $0.producerID == marker.producerID })
        #expect(batches.dropLast().allSatisfy { !$0.isControl && $0.codec == .zstd })
        #expect(batches.dropLast().flatMap(\.records).count == 500)
    }

    /// Produces to partition 0 and returns the offset of the first record.
    private func produce(_ batch: [UInt8], to topic: String, on connection: BrokerConnection) async throws
        -> Int64
    {
        let answer = try await connection.send(
            ProduceRequest {
                $0.acks = -1
                $0.timeoutMs = 30_000
                $0.topicData = [
                    .init {
                        $0.name = topic
                        $0.partitionData = [.init { $0.records = batch[...] }]
                    }
                ]
            }, version: 12)
        let partition = try #require(answer.responses.first?.partitionResponses.first)
        #expect(partition.errorCode == .none, "\(partition)")
        return partition.baseOffset
    }
}
