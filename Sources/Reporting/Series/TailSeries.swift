import Evidence
import Quantities

/// One reader's latencies over time, in seconds; each point is the worst second of its interval.
struct TailSeries: Sendable {
    let reader: String
    let role: String
    let p50: [Double?]
    let p99: [Double?]
    /// p99.9 where a typical second holds enough events for one, else the maximum; `topName` says which.
    let top: [Double?]
    let topName: String
    /// p99 from the actual send: what a bench that forgives its own stalls would have shown.
    let serviceP99: [Double?]
    /// Spans between the first and the last delivery in which nothing was delivered, in seconds.
    let silences: [ClosedRange<Double>]
    /// The worst p99 of a second, and that second.
    let worst: (second: Int, p99: Double)

    /// Events in a second below which its p99.9 would be one event or none.
    private static let enoughForP999: UInt64 = 1000

    /// nil where the reader measured no latency.
    init?(reader: ReaderRecord, _ latencies: LatenciesBySecond, _ grid: TimeGrid) {
        let seconds = latencies.of(.intended, reader: reader.name).filter { !$0.value.isEmpty }
        let p99 = seconds.percentile(99)
        guard let worst = p99.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        self.reader = reader.name
        role = reader.role
        self.worst = (worst.key, worst.value)
        p50 = grid.worst(seconds.percentile(50))
        self.p99 = grid.worst(p99)
        let counts = seconds.values.map(\.count).sorted()
        let top = counts[counts.count / 2] >= TailSeries.enoughForP999 ? 99.9 : 100
        topName = Percentile.name(top)
        self.top = grid.worst(seconds.percentile(top))
        serviceP99 = grid.worst(latencies.of(.service, reader: reader.name).percentile(99))
        silences = TailSeries.silences(between: seconds.keys.sorted())
    }

    private static func silences(between seconds: [Int]) -> [ClosedRange<Double>] {
        zip(seconds, seconds.dropFirst()).compactMap { before, after in
            after > before + 1 ? Double(before + 1)...Double(after) : nil
        }
    }
}
