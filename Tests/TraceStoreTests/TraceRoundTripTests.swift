import Foundation
import TestSupport
import Testing
import TraceStore
import Traces

struct TraceRoundTripTests {
    @Test func whatWasAppendedIsReadInOrderOfTime() throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("a.trace").path
        let manifest = TraceManifest(
            capturedAt: 5, source: "prod", windowStart: 1_000, windowEnd: 1_000, window: .live,
            topics: [.init(name: "a", partitions: 2)], seatrialVersion: "1")
        let writer = try TraceWriter.create(at: path, manifest: manifest)
        let key = writer.intern(keyHash: 77)
        let first = TraceEvent(arrivalNs: 10, topic: 0, partition: 1, key: key, keyBytes: 3, valueBytes: 9)
        let second = TraceEvent(arrivalNs: 20, topic: 0, partition: 0, valueBytes: -1)
        try writer.append(events: [second, first])
        #expect(try writer.finish(windowEnd: 2_000).events == 2)
        let file = try TraceFile.open(at: path)
        var cursor = file.events()
        var events: [TraceEvent] = []
        #expect(try cursor.nextEvents(into: &events, limit: 10))
        #expect(events == [first, second])
        #expect(try !cursor.nextEvents(into: &events, limit: 10))
        #expect(file.manifest.windowEnd == 2_000)
        #expect(try file.keys() == [77])
    }
}
