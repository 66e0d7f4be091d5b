import Evidence

/// Events a second over time; each point is the mean of its interval.
struct RateSeries: Sendable {
    let asked: [Double?]
    let sent: [Double?]
    let acked: [Double?]
    let delivered: [(reader: String, rates: [Double?])]

    init(_ evidence: TrialEvidence, readers: [String], _ grid: TimeGrid) {
        func production(_ count: KeyPath<ProductionRow, Int64>) -> [Double?] {
            grid.mean(sums(evidence.production.map { ($0.second, $0[keyPath: count]) }))
        }
        asked = production(\.asked)
        sent = production(\.sent)
        acked = production(\.acked)
        delivered = readers.compactMap { reader in
            let rows = evidence.deliveries.filter { $0.reader == reader }
            return rows.isEmpty ? nil : (reader, grid.mean(sums(rows.map { ($0.second, $0.delivered) })))
        }
    }
}

/// A second has one row a phase; their counts add up.
private func sums(_ counts: [(second: Int, count: Int64)]) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for (second, count) in counts where second >= 0 { sums[second, default: 0] += Double(count) }
    return sums
}
