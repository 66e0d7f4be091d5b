import Foundation
import TestSupport
import TraceStore
import Traces

/// A folder with room for traces, and what a small one is made of.
struct SampleTrace {
    let folder: TemporaryDirectory
    let path: String
    var manifest = TraceManifest(
        capturedAt: 1_700_000_000_000_000_000, source: "staging", windowStart: 1_700_000_000_000_000_000,
        windowEnd: 0, window: .live,
        topics: [
            .init(name: "positions", partitions: 3), .init(name: "alarms", partitions: 1, timestampKind: .append),
        ],
        seatrialVersion: "0.1.0")

    init() throws {
        folder = try TemporaryDirectory()
        path = folder.file("a.trace").path
    }

    var partialPath: String { path + ".partial" }

    func writer(replacing: Bool = false) throws -> TraceWriter {
        try TraceWriter.create(at: path, manifest: manifest, replacing: replacing)
    }

    /// Writes a trace of some events on every partition; the keys are those that the events name.
    @discardableResult
    func write(_ events: [TraceEvent], keys: Int = 0) throws -> TraceSummary {
        let writer = try writer()
        for key in 0..<keys { _ = writer.intern(keyHash: UInt64(key) &* 0x9E37_79B9_7F4A_7C15) }
        try writer.append(events: events)
        return try writer.finish(windowEnd: manifest.windowStart)
    }

    /// All events as a cursor hands them out.
    func events(limit: Int = 100) throws -> [TraceEvent] {
        var cursor = try TraceFile.open(at: path).events()
        var (all, some): ([TraceEvent], [TraceEvent]) = ([], [])
        while try cursor.nextEvents(into: &some, limit: limit) { all += some }
        return all
    }

    /// What opening and reading all of it ends with; nil where nothing is wrong.
    func error() -> TraceError? {
        do throws(TraceError) {
            let file = try TraceFile.open(at: path)
            _ = (try file.keys(), try file.gaps(), try file.groups(), try file.batches(), try file.partitions())
            var cursor = file.events()
            var events: [TraceEvent] = []
            while try cursor.nextEvents(into: &events, limit: 1000) {}
            return nil
        } catch {
            return error
        }
    }

    /// Changes the finished file as another program would.
    func tamper(_ sql: String) throws {
        try SQLiteShell.run(sql, on: path)
    }
}

extension TraceEvent {
    static func at(
        _ ms: UInt64, topic: Int = 0, partition: Int32 = 0, key: UInt32 = TraceEvent.noKey, bytes: Int32 = 100
    ) -> TraceEvent {
        TraceEvent(
            arrivalNs: ms * 1_000_000, topic: topic, partition: partition, key: key,
            keyBytes: key == TraceEvent.noKey ? 0 : 8, valueBytes: bytes)
    }
}
