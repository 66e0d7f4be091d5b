internal import Captures
internal import Foundation
internal import Quantities
internal import ScenarioModel
internal import TraceStore
internal import Traces

/// One capture of a topic that is there, all of it, into a trace file: what an event costs on one thread.
enum CaptureStep {
    /// Prints events, seconds of reading, and bytes of the file.
    static func run(_ topic: String, at bootstrap: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "seatrial-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let request = CaptureRequest(
            target: TargetProfile(name: "benchmark", bootstrap: bootstrap), topics: [topic],
            window: .past(fromMs: now - 86_400_000, toMs: now), limit: .none, seatrialVersion: "benchmark")
        var begin: UInt64 = 0
        let runner = CaptureRunner(request) {
            false
        } onProgress: { _ in
        }
        let report = try runner.run { manifest in
            begin = MonotonicClock.reading()
            return try sink(folder.appending(path: "capture.trace").path, manifest)
        }
        let seconds = Double(MonotonicClock.reading() - begin) / 1e9
        // A periodic schedule may hold one event a device more or less than rate times duration.
        guard report.events * 100 >= Int64(BenchmarkSize.events * 99) else {
            throw BenchmarkFailure("\(report.events) of \(BenchmarkSize.events) captured")
        }
        try FileManager.default.removeItem(at: folder)
        print("\(report.events) \(seconds) \(report.fileBytes)")
    }

    private static func sink(_ path: String, _ manifest: TraceManifest) throws -> CaptureSink {
        let writer = try TraceWriter.create(at: path, manifest: manifest)
        return CaptureSink(
            intern: { writer.intern(keyHash: $0) }, append: { try writer.append(events: $0) },
            addGap: { try writer.addGap($0) },
            finish: { closing in
                writer.addPartitions(closing.partitions)
                let summary = try writer.finish(windowEnd: closing.windowEnd)
                return CaptureSink.Kept(
                    events: summary.events, keys: summary.keys, sharedKeyEvents: 0,
                    raisedTimes: summary.raisedTimes, bytes: summary.size.rawValue)
            }, abandon: { writer.abandon() })
    }
}
