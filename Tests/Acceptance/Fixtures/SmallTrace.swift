import TraceStore
import Traces

/// Four seconds of captured traffic: two topics, 50 trucks of uneven weight, some alarms without a key.
enum SmallTrace {
    static let manifest = TraceManifest(
        capturedAt: 1_763_700_000_000_000_000, source: "staging", windowStart: 1_763_700_000_000_000_000, windowEnd: 0,
        window: .live,
        topics: [.init(name: "positions", partitions: 3), .init(name: "alarms", partitions: 1)],
        seatrialVersion: "0.1.0")

    /// By time; 500 a second, twice that in the third second.
    static let events: [TraceEvent] = (0..<2_500).map { number in
        let ms = number < 1_000 ? number * 2 : number < 2_000 ? 2_000 + number - 1_000 : 3_000 + (number - 2_000) * 2
        guard !number.isMultiple(of: 10) else {
            return TraceEvent(
                arrivalNs: UInt64(ms) * 1_000_000, topic: 1, partition: 0,
                valueBytes: number.isMultiple(of: 50) ? -1 : 400)
        }
        // Every third event is of truck 0.
        let truck = number.isMultiple(of: 3) ? 0 : number % 50
        return TraceEvent(
            arrivalNs: UInt64(ms) * 1_000_000, topic: 0, partition: Int32(truck % 3), key: UInt32(truck), keyBytes: 8,
            valueBytes: Int32(100 + number % 200), headerCount: 1, headerBytes: 20)
    }

    static func write(to path: String, events: [TraceEvent] = SmallTrace.events) throws {
        let writer = try TraceWriter.create(at: path, manifest: manifest)
        for truck in 0..<50 { _ = writer.intern(keyHash: UInt64(truck + 1) &* 0x9E37_79B9_7F4A_7C15) }
        try writer.append(events: events)
        try writer.addGap(
            TraceGap(topic: 0, partition: 2, fromOffset: 100, toOffset: 250, atNs: 1_500_000_000, reason: .rotated))
        try writer.addGroups([
            TraceGroup(
                group: "dispatch", state: "Stable", members: 3, topic: 0, partitions: 3, lagAtStart: 12, lagAtEnd: 40)
        ])
        var batch = TraceBatch(topic: 0, partition: 0, codec: "lz4")
        for _ in 0..<20 { batch.add(records: 12, bytes: 900) }
        try writer.addBatches([batch])
        _ = try writer.finish(windowEnd: manifest.windowStart + 4_000_000_000)
    }
}
