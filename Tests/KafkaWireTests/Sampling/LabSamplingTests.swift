internal import KafkaClient
internal import KafkaWire
import TestSupport
import Testing

/// Batches that librdkafka wrote into a lab cluster, in every codec it has.
@Suite(.timeLimit(.minutes(15))) struct LabSamplingTests {
    /// A cluster of three nodes with topic `events`, to be written to and sampled.
    private struct Log {
        let bootstrap: String
        let cluster: WireCluster

        /// Writes `count` records of 200 equal bytes to the partition.
        func produce(_ count: Int, to partition: Int32, codec: CompressionCodec) throws {
            let producer = try Producer(
                settings: [
                    "bootstrap.servers": bootstrap, "compression.type": "\(codec)", "linger.ms": "50",
                    "batch.num.messages": "100",
                ], topics: ["events"])
            var value = [UInt8](repeating: 120, count: 200)
            value.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                var records = (0..<count).map { tag in
                    OutgoingRecord(
                        value: UnsafeRawPointer(base), valueLength: 200, key: nil, keyLength: 0, partition: partition,
                        tag: UInt32(tag))
                }
                #expect(producer.enqueue(topic: 0, &records, count: count) == count)
                withUnsafeTemporaryAllocation(of: DeliveryReport.self, capacity: Producer.batchCapacity) { buffer in
                    guard let into = buffer.baseAddress else { return }
                    var acknowledged = 0
                    while acknowledged < count {
                        let reports = producer.poll(into: into, timeoutMs: 1000)
                        acknowledged += (0..<reports).count { into[$0].outcome == .acknowledged }
                    }
                }
            }
        }

        func sample(
            _ partitions: [Int32]?, from start: SampleStart = .earliest, maxBytes: Int = 1 << 20
        ) async throws -> [BatchSample] {
            try await cluster.sampleBatches(
                topic: "events", partitions: partitions, from: start, maxBytesPerPartition: maxBytes,
                within: .seconds(30))
        }
    }

    private func lab(_ body: (Log) async throws -> Void) async throws {
        try await withLab(nodes: 3, topics: ["events": 3]) { bootstrap in
            let settings = try WireSettings(properties: ["bootstrap.servers": bootstrap])
            try await body(Log(bootstrap: bootstrap, cluster: WireCluster(settings)))
        }
    }

    @Test(arguments: CompressionCodec.allCases)
    func codecAndCountsAreThoseWritten(codec: CompressionCodec) async throws {
        try await lab { log in
            try log.produce(1000, to: 1, codec: codec)
            let samples = try await log.sample(nil)
            #expect(Set(samples.map(\.codec)) == [codec])
            #expect(Set(samples.map(\.partition)) == [1])
            #expect(samples.compactMap(\.recordCount).reduce(0, +) == 1000)
            #expect(samples.allSatisfy { $0.magic == 2 && $0.maxTimestamp != nil && !$0.isControl })
            let bytes = samples.reduce(0) { $0 + $1.byteSize }
            #expect(codec == .none ? bytes > 200_000 : bytes < 100_000, "\(bytes) bytes with \(codec)")
        }
    }

    @Test func everyPartitionIsReadFromItsLeader() async throws {
        try await lab { log in
            for partition in [0, 1, 2] as [Int32] {
                try log.produce(100 + Int(partition), to: partition, codec: .lz4)
            }
            let samples = try await log.sample(nil)
            for partition in [0, 1, 2] as [Int32] {
                let records = samples.filter { $0.partition == partition }.compactMap(\.recordCount).reduce(0, +)
                #expect(records == 100 + Int(partition))
            }
            #expect(Set(try await log.sample([2]).map(\.partition)) == [2])
        }
    }

    @Test func sampleBeginsWhereItIsToldAndEndsAtItsBytes() async throws {
        try await lab { log in
            try log.produce(1000, to: 0, codec: .none)
            let all = try await log.sample([0])
            #expect(all.count >= 10)
            #expect(all.map(\.baseOffset) == all.map(\.baseOffset).sorted())
            let last = try await log.sample([0], from: .recent(records: 1))
            #expect(last == all.suffix(1))
            #expect(try await log.sample([0], from: .offsets([0: all[3].baseOffset])).first == all[3])
            let few = try await log.sample([0], maxBytes: all[0].byteSize + 1)
            #expect(few == Array(all.prefix(2)))
            #expect(try await log.sample([0], from: .recent(records: 0)).isEmpty)
        }
    }

    @Test func partitionThatIsNotThereIsAnError() async throws {
        try await lab { log in
            let error = await #expect(throws: WireError.self) { try await log.sample([9]) }
            #expect(error?.what.contains("partition 9") == true)
        }
    }
}
