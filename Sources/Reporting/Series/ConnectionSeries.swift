import Evidence

/// Set-ups of devices' own connections over time, a second; each point is the mean of its interval.
struct ConnectionSeries: Sendable {
    let asked: [Double?]
    let opened: [Double?]
    let failed: [Double?]
    /// The second in which most were due.
    let busiest: (second: Int, asked: Int64)

    /// nil where no device set up a connection of its own.
    init?(_ evidence: TrialEvidence, _ grid: TimeGrid) {
        var perSecond: [Int: Int64] = [:]
        for row in evidence.connections where row.second >= 0 { perSecond[row.second, default: 0] += row.asked }
        guard let busiest = perSecond.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        self.busiest = (busiest.key, busiest.value)
        func series(_ count: KeyPath<ConnectionRow, Int64>) -> [Double?] {
            var sums: [Int: Double] = [:]
            for row in evidence.connections where row.second >= 0 {
                sums[row.second, default: 0] += Double(row[keyPath: count])
            }
            return grid.mean(sums)
        }
        asked = series(\.asked)
        opened = series(\.opened)
        failed = series(\.failed)
    }
}
