import KafkaWire
import Testing
import Traces

@testable import Captures

struct BatchCountTests {
    private func sample(
        _ partition: Int32, _ offset: Int64, _ codec: CompressionCodec, records: Int?, bytes: Int,
        isControl: Bool = false
    ) -> BatchSample {
        BatchSample(
            topic: "a", partition: partition, baseOffset: offset, recordCount: records, byteSize: bytes, codec: codec,
            maxTimestamp: nil, magic: 2, isTransactional: isControl, isControl: isControl)
    }

    @Test func batchesOfTheWindowAreCountedByPartitionAndCodec() {
        let counted = BatchSurvey.count(
            [
                sample(1, 40, .none, records: 1, bytes: 80), sample(0, 10, .lz4, records: 5, bytes: 300),
                sample(0, 15, .lz4, records: 7, bytes: 400), sample(0, 30, .zstd, records: 2, bytes: 90),
                // Before the window, behind it, a marker, one that does not tell, a partition nobody asked for.
                sample(0, 9, .lz4, records: 1, bytes: 1), sample(0, 50, .lz4, records: 1, bytes: 1),
                sample(0, 22, .none, records: 1, bytes: 78, isControl: true),
                sample(0, 23, .gzip, records: nil, bytes: 70), sample(2, 10, .lz4, records: 1, bytes: 1),
            ], topic: 3, windows: [0: 10..<50, 1: 40..<41])
        #expect(counted.map(\.partition) == [0, 0, 1])
        #expect(Set(counted.map(\.codec)) == ["lz4", "zstd", "none"])
        #expect(counted.allSatisfy { $0.topic == 3 })
        let lz4 = counted.first { $0.codec == "lz4" }
        #expect(lz4?.batches == 2)
        #expect(lz4?.records == 12)
        #expect(lz4?.bytes == 700)
    }
}
