import Evidence

/// One reader's lag by partition and time; each cell is the worst second of its interval.
struct LagHeat: Sendable {
    struct Row: Sendable {
        var name: String
        var lags: [Double?]
        var peak: Double { lags.compactMap(\.self).max() ?? 0 }
    }

    /// Columns and rows that can still be told apart.
    static let columnLimit = 90
    static let rowLimit = 32

    let reader: String
    let grid: TimeGrid
    /// In the order of topic and partition.
    let rows: [Row]
    /// Partitions left out: those with the lowest peaks.
    let omitted: Int
    /// Whether the lag is to the committed offset; else it is to the reader's position.
    let isCommitted: Bool

    var peak: Double { rows.map(\.peak).max() ?? 0 }

    /// nil where the reader's lag was never sampled.
    init?(reader: String, _ evidence: TrialEvidence, seconds: Int) {
        let samples = evidence.lag.filter { $0.reader == reader }
        isCommitted = samples.contains { $0.committedLag.contains { $0 != nil } }
        let lags: KeyPath<LagRow, [Int64?]> = isCommitted ? \.committedLag : \.positionLag
        self.reader = reader
        grid = TimeGrid(seconds: seconds, limit: LagHeat.columnLimit)
        let all = LagHeat.rows(samples, lags, grid)
        guard !all.isEmpty else { return nil }
        let kept = Set(all.indices.sorted { (all[$0].peak, $1) > (all[$1].peak, $0) }.prefix(LagHeat.rowLimit))
        rows = all.indices.filter(kept.contains).map { all[$0] }
        omitted = all.count - rows.count
    }

    private static func rows(_ samples: [LagRow], _ lags: KeyPath<LagRow, [Int64?]>, _ grid: TimeGrid) -> [Row] {
        var rows: [Row] = []
        for topic in Set(samples.map(\.topic)).sorted() {
            let samples = samples.filter { $0.topic == topic }
            for partition in 0..<(samples.map { $0[keyPath: lags].count }.max() ?? 0) {
                var perSecond: [Int: Double] = [:]
                for sample in samples {
                    guard partition < sample[keyPath: lags].count, let lag = sample[keyPath: lags][partition] else {
                        continue
                    }
                    perSecond[sample.second] = Double(lag)
                }
                rows.append(Row(name: "\(topic)-\(partition)", lags: grid.worst(perSecond)))
            }
        }
        return rows
    }
}
