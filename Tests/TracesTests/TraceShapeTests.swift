import Testing
import Traces

struct TraceShapeTests {
    private static func manifest(seconds: Int64, partitions: [Int32] = [2]) -> TraceManifest {
        TraceManifest(
            capturedAt: 0, source: "s", windowStart: 0, windowEnd: seconds * 1_000_000_000, window: .past,
            topics: partitions.enumerated().map { .init(name: "t\($0)", partitions: $1) }, seatrialVersion: "1")
    }

    @Test func everythingIsCountedWhereItBelongs() throws {
        var shape = TraceShape(manifest: Self.manifest(seconds: 3, partitions: [2, 1]), keyCount: 2)
        shape.add([
            TraceEvent(arrivalNs: 0, topic: 0, partition: 0, key: 0, keyBytes: 4, valueBytes: 10),
            TraceEvent(arrivalNs: 999_999_999, topic: 0, partition: 1, key: 1, keyBytes: 6, valueBytes: -1),
            TraceEvent(
                arrivalNs: 1_000_000_000, topic: 1, partition: 0, valueBytes: 30, headerCount: 2, headerBytes: 7),
            TraceEvent(arrivalNs: 2_500_000_000, topic: 0, partition: 0, key: 0, keyBytes: 4, valueBytes: 10),
        ])
        #expect(shape.rate == [2, 1, 1])
        #expect(shape.topics.map(\.events) == [3, 1])
        #expect(shape.topics[0].partitions == [2, 1])
        #expect(shape.topics.map(\.tombstones) == [1, 0])
        #expect(shape.topics.map(\.keyBytes) == [14, 0])
        #expect(shape.topics.map(\.bytes) == [34, 37])
        #expect(shape.topics.map(\.withHeaders) == [0, 1])
        #expect(shape.keyEvents == [2, 1])
        #expect(shape.keyLengths == [4, 6])
        #expect(shape.peakPerSecond == 2)
        let partitions = try #require(shape.topics[0].partitionSkew)
        #expect((partitions.busiest, partitions.busiestShare, partitions.idle) == (0, 2.0 / 3, 0))
        #expect(partitions.evenShare == 0.5)
        let keys = try #require(shape.keySkew)
        #expect((keys.keys, keys.heaviestShare, keys.tenHeaviestShare) == (2, 2.0 / 3, 1))
        #expect(keys.heaviestHundredthShare == 2.0 / 3)
    }

    @Test func longWindowIsCutIntoFewSteps() {
        let shape = TraceShape(manifest: Self.manifest(seconds: 30 * 86_400), keyCount: 0)
        #expect(shape.rate.count <= 65_536)
        #expect(Int64(shape.stepNs / 1_000_000_000) * Int64(shape.rate.count) >= 30 * 86_400)
    }

    @Test func emptyTraceHasNoSkew() {
        let shape = TraceShape(manifest: Self.manifest(seconds: 0), keyCount: 0)
        #expect(shape.keySkew == nil && shape.topics[0].partitionSkew == nil && shape.peakPerSecond == 0)
    }
}
