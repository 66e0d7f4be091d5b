internal import Evidence
internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// The figures of the last complete second and the running totals, for whoever watches the trial.
struct LiveFigures: Sendable {
    private struct Second {
        var progress = TrialProgress(stage: .running)
        var tail = LatencyHistogram()
    }

    private let liveReaders: Set<String>
    private var seconds: [Int: Second] = [:]
    private var late: Int64 = 0
    private var rejected: Int64 = 0
    private var repeated: Int64 = 0
    private var outOfOrder: Int64 = 0
    private var corrupted: Int64 = 0
    private var connections = ConnectionRow(second: 0, phase: 0)

    init(plan: TrialPlan) {
        liveReaders = Set(plan.readerRecords.filter { $0.role == "live" }.map(\.name))
    }

    mutating func add(_ letter: WorkerSecond) {
        for row in letter.production {
            var second = seconds[row.second] ?? Second()
            second.progress.asked += row.asked
            second.progress.sent += row.sent
            second.progress.acked += row.acked
            seconds[row.second] = second
            late += row.late
            rejected += row.rejected + row.indeterminate
        }
        for row in letter.deliveries {
            if liveReaders.contains(row.reader) {
                seconds[row.second, default: Second()].progress.delivered += row.delivered
            }
            repeated += row.repeated
            outOfOrder += row.outOfOrder
            corrupted += row.corrupted
        }
        for row in letter.connections {
            connections.asked += row.asked
            connections.opened += row.opened
            connections.failed += row.failed
        }
        for row in letter.latencies where row.kind == .intended && liveReaders.contains(row.reader ?? "") {
            seconds[row.second, default: Second()].tail.merge(row.histogram)
        }
        // Two seconds are enough to show the last complete one; the planner's rows of seconds to come stay.
        if let newest = seconds.filter({ $0.value.progress.sent > 0 }).keys.max() {
            seconds = seconds.filter { $0.key >= newest - 2 }
        }
    }

    func progress(
        _ stage: TrialProgress.Stage, phase: PhaseRecord?, now: Nanoseconds, end: Nanoseconds,
        readers: [TrialProgress.ReaderState]
    ) -> TrialProgress {
        let last = seconds[Int(now.seconds) - 1] ?? Second()
        var progress = last.progress
        progress.stage = stage
        progress.elapsedSeconds = now.seconds
        progress.totalSeconds = end.seconds
        progress.phase = phase?.name ?? ""
        progress.phaseSecondsLeft = max(0, ((phase?.end ?? now) - now).seconds)
        progress.late = late
        progress.rejected = rejected
        progress.repeated = repeated
        progress.outOfOrder = outOfOrder
        progress.corrupted = corrupted
        progress.tail = last.tail.isEmpty ? nil : last.tail
        progress.readers = readers
        progress.connectionsOpened = connections.opened
        progress.connectionsFailed = connections.failed
        progress.connectionsOpening = connections.asked - connections.opened - connections.failed
        return progress
    }
}
