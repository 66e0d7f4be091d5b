internal import Evidence
internal import Quantities
private import Synchronization
internal import TraceStore
internal import Traces
internal import Workloads

/// A trace that is open for replay, and what went wrong with it while it was read again.
final class OpenReplay: Sendable {
    let file: TraceFile
    let replay: TraceReplay
    private let failure: ReplayFailure

    /// Reads the whole trace once, which also checks it, so that a trial does not begin on a damaged one.
    init(path: String, speed: Double, copies: Int, quiet: Bool) throws {
        let reading = try TraceReading(path)
        let (file, failure) = (reading.file, ReplayFailure())
        self.file = file
        self.failure = failure
        replay = TraceReplay(
            shape: try reading.shape(quiet: quiet), length: file.manifest.length, speed: speed, copies: copies
        ) {
            var cursor = file.events()
            return { events in
                do throws(TraceError) {
                    return try cursor.nextEvents(into: &events, limit: 8192)
                } catch {
                    failure.note(error)
                    return false
                }
            }
        }
        if let obstacle = replay.obstacle {
            throw CommandFailure(.badInput, "trace \(path): it cannot be replayed: \(obstacle)")
        }
        if replay.raisedValues > 0 {
            Console.note(
                "\(replay.raisedValues.grouped) of \(replay.shape.events.grouped) events have no value or one that is too "
                    + "short for the stamp: they are sent with \(ByteCount(56))")
        }
    }

    /// Says how exactly the trial kept the trace's times; throws where the trace could not be read to its end.
    func close(_ evidence: TrialEvidence) throws {
        if let error = failure.error {
            throw CommandFailure(.badInput, "\(error.description) (the trial is stored as far as the trace was read)")
        }
        let p99 = evidence.honesty?.sendLagP99.map { "\($0)" } ?? "not measured"
        let sent = evidence.production.reduce(0) { $0 + $1.sent }
        Console.note("timing error p99 \(p99), sent less intended, over \(sent.grouped) events of the trace")
    }
}

/// What ended the reading of a trace; producers read on threads of their own.
private final class ReplayFailure: Sendable {
    private let first = Mutex<TraceError?>(nil)

    var error: TraceError? { first.withLock { $0 } }

    func note(_ error: TraceError) { first.withLock { $0 = $0 ?? error } }
}
