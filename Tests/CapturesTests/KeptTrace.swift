import Captures
import KafkaClient
import LoadEngine
import Quantities
import ScenarioModel
import Synchronization
import Traces

/// What a capture handed to its sink.
struct KeptTrace: Sendable {
    var manifest: TraceManifest
    var events: [TraceEvent] = []
    var gaps: [TraceGap] = []
    var closing: CaptureSink.Closing?
    var isAbandoned = false

    /// Events of each partition of a topic.
    func counts(topic: Int = 0) -> [Int: Int64] {
        var counts: [Int: Int64] = [:]
        for event in events where event.topic == topic { counts[Int(event.partition), default: 0] += 1 }
        return counts
    }
}

/// A capture into memory that a test watches and ends.
final class WatchedCapture: Sendable {
    private let progress = Mutex<CaptureProgress?>(nil)
    private let stop = Atomic(false)

    var events: Int64 { progress.withLock { $0?.events ?? 0 } }
    var isReading: Bool { progress.withLock { $0.map { $0.stage != .connecting } ?? false } }

    func end() { stop.store(true, ordering: .relaxed) }

    func run(_ request: CaptureRequest) async throws -> (report: CaptureReport, trace: KeptTrace) {
        try await WorkerThread.run(named: "capture") { () throws(CaptureError) in
            let runner = CaptureRunner(request) {
                self.stop.load(ordering: .relaxed)
            } onProgress: { progress in
                self.progress.withLock { $0 = progress }
            }
            let memory = Memory()
            let report = try runner.run { manifest in memory.sink(manifest) }
            guard let trace = memory.trace else { throw CaptureError(.file, "the sink was never made") }
            return (report, trace)
        }
    }
}

/// Keeps what comes; used on one thread.
private final class Memory {
    var trace: KeptTrace?
    private var keys = KeyInterner()

    func sink(_ manifest: TraceManifest) -> CaptureSink {
        trace = KeptTrace(manifest: manifest)
        return CaptureSink(
            intern: { self.keys.intern($0) }, append: { self.trace?.events += $0 },
            addGap: { self.trace?.gaps.append($0) },
            finish: { closing in
                self.trace?.closing = closing
                return CaptureSink.Kept(
                    events: Int64(self.trace?.events.count ?? 0), keys: self.keys.count, sharedKeyEvents: 0,
                    raisedTimes: 0, bytes: 0)
            }, abandon: { self.trace?.isAbandoned = true })
    }
}
