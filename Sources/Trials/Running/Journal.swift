package import Evidence
package import LoadEngine
internal import Quantities

/// Gathers the workers' seconds and hands each on once, when every worker has completed it.
///
/// Pure; the runner performs.
package struct Journal: Sendable {
    private struct ReaderPhase: Hashable {
        var phase: Int
        var reader: String
    }

    private struct SecondPhase: Hashable {
        var second: Int
        var phase: Int
    }

    private struct LatencyKey: Hashable {
        var phase: Int
        var kind: LatencyKind
        var reader: String?
    }

    /// What is known of one second so far.
    private struct Second {
        var production: [Int: ProductionRow] = [:]
        var deliveries: [ReaderPhase: DeliveryRow] = [:]
        var latencies: [LatencyKey: LatencyHistogram] = [:]
        var lag: [LagRow] = []
        var host: [HostRow] = []
        var connections: [Int: ConnectionRow] = [:]
    }

    /// A worker that is this far behind is not waited for: it hangs in a call, and its second will come late.
    private static let patience = 5

    private var seconds: [Int: Second] = [:]
    /// What the schedule asked for in seconds that were handed on before their load was planned.
    private var lateAsked: [SecondPhase: Int64] = [:]
    private var incidents: [Incident] = []
    private var flushed = -1

    package init() {}

    package mutating func add(_ letter: WorkerSecond) {
        for row in letter.production { add(row) }
        for row in letter.deliveries { add(row) }
        for row in letter.connections { add(row) }
        for row in letter.latencies {
            let key = LatencyKey(phase: row.phase, kind: row.kind, reader: row.reader)
            seconds[open(row.second), default: Second()].latencies[key, default: LatencyHistogram()]
                .merge(row.histogram)
        }
        incidents += letter.incidents
    }

    package mutating func add(_ row: LagRow) { seconds[open(row.second), default: Second()].lag.append(row) }
    package mutating func add(_ row: HostRow) { seconds[open(row.second), default: Second()].host.append(row) }
    package mutating func add(_ incident: Incident) { incidents.append(incident) }

    /// The second that a late row goes to: its own, or the first that is not handed on yet.
    private func open(_ second: Int) -> Int { max(second, flushed + 1) }

    private mutating func add(_ row: ProductionRow) {
        let second = open(row.second)
        guard second == row.second || row.asked == 0 else {
            // The schedule does not move for senders that are behind: only what was done counts where it was seen.
            lateAsked[SecondPhase(second: row.second, phase: row.phase), default: 0] += row.asked
            var done = row
            done.asked = 0
            if done != ProductionRow(second: row.second, phase: row.phase) { add(done) }
            return
        }
        var sum = seconds[second]?.production[row.phase] ?? ProductionRow(second: second, phase: row.phase)
        sum.asked += row.asked
        sum.sent += row.sent
        sum.sentBytes += row.sentBytes
        sum.acked += row.acked
        sum.rejected += row.rejected
        sum.indeterminate += row.indeterminate
        sum.late += row.late
        sum.queueFull += row.queueFull
        seconds[second, default: Second()].production[row.phase] = sum
    }

    private mutating func add(_ row: ConnectionRow) {
        let second = open(row.second)
        var sum = seconds[second]?.connections[row.phase] ?? ConnectionRow(second: second, phase: row.phase)
        sum.asked += row.asked
        sum.opened += row.opened
        sum.failed += row.failed
        sum.closed += row.closed
        seconds[second, default: Second()].connections[row.phase] = sum
    }

    private mutating func add(_ row: DeliveryRow) {
        let second = open(row.second)
        let key = ReaderPhase(phase: row.phase, reader: row.reader)
        var sum =
            seconds[second]?.deliveries[key] ?? DeliveryRow(second: second, phase: row.phase, reader: row.reader)
        sum.delivered += row.delivered
        sum.deliveredBytes += row.deliveredBytes
        sum.repeated += row.repeated
        sum.outOfOrder += row.outOfOrder
        sum.corrupted += row.corrupted
        seconds[second, default: Second()].deliveries[key] = sum
    }

    /// The rows of all seconds that are complete at `now`, at most one row for each key; then they are forgotten.
    ///
    /// A production row of a second that was handed on before has only what was asked, and adds to it.
    /// `completed`: the second that every live worker has handed over up to; nil when no worker is left.
    package mutating func flush(completed: Int?, nowSecond: Int) -> SecondBatch {
        let end = max(completed ?? .max, nowSecond - Journal.patience)
        var batch = SecondBatch()
        for second in seconds.keys.filter({ $0 < end && (completed == nil || $0 < nowSecond) }).sorted() {
            guard let content = seconds.removeValue(forKey: second) else { continue }
            flushed = max(flushed, second)
            batch.production += content.production.values.sorted { $0.phase < $1.phase }
            batch.deliveries += content.deliveries.values.sorted { ($0.reader, $0.phase) < ($1.reader, $1.phase) }
            batch.latencies += content.latencies.map { key, histogram in
                LatencyRow(
                    second: second, phase: key.phase, kind: key.kind, reader: key.reader, histogram: histogram)
            }
            batch.lag += content.lag
            batch.host += content.host
            batch.connections += content.connections.values.sorted { $0.phase < $1.phase }
        }
        batch.production += lateAsked.sorted { ($0.key.second, $0.key.phase) < ($1.key.second, $1.key.phase) }
            .map { key, asked in
                var row = ProductionRow(second: key.second, phase: key.phase)
                row.asked = asked
                return row
            }
        lateAsked = [:]
        batch.incidents = incidents
        incidents = []
        return batch
    }
}
