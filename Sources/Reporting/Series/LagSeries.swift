import Evidence

/// One reader's lag over all its partitions, in events; each point is the worst second of its interval.
struct LagSeries: Sendable {
    let reader: String
    let committed: [Double?]
    let position: [Double?]
    /// Seconds in which some partitions could be read and others not: their sums leave the others out.
    let partialSeconds: Int

    /// nil where the reader's lag was never sampled.
    init?(reader: String, _ evidence: TrialEvidence, _ grid: TimeGrid) {
        let rows = evidence.lag.filter { $0.reader == reader }
        guard !rows.isEmpty else { return nil }
        self.reader = reader
        committed = grid.worst(sums(rows, \.committedLag))
        position = grid.worst(sums(rows, \.positionLag))
        partialSeconds =
            Set(rows.filter { isPartial($0.committedLag) || isPartial($0.positionLag) }.map(\.second)).count
    }
}

private func sums(_ rows: [LagRow], _ lags: KeyPath<LagRow, [Int64?]>) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for row in rows {
        for lag in row[keyPath: lags] {
            if let lag { sums[row.second, default: 0] += Double(lag) }
        }
    }
    return sums
}

private func isPartial(_ lags: [Int64?]) -> Bool {
    lags.contains { $0 == nil } && lags.contains { $0 != nil }
}
