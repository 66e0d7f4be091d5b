internal import Evidence

/// One reader's latencies second by second, in order of time, over the measured phases.
struct LatencySeries {
    /// The seconds in which anything was observed, with all that was.
    private(set) var rows: [(second: Int, histogram: LatencyHistogram)]

    /// Subtleness ahead: one second can have several rows, one for each phase whose events came in it; they are merged.
    init(_ evidence: TrialEvidence, kind: LatencyKind, reader: String?) {
        let measured = evidence.measuredPhases
        let wanted = evidence.latencies
            .filter { $0.kind == kind && $0.reader == reader && measured.contains($0.phase) && !$0.histogram.isEmpty }
            .sorted { $0.second < $1.second }
        rows = []
        for row in wanted {
            if rows.last?.second == row.second {
                rows[rows.count - 1].histogram.merge(row.histogram)
            } else {
                rows.append((row.second, row.histogram))
            }
        }
    }

    init(_ histograms: [LatencyHistogram]) {
        rows = histograms.enumerated().map { ($0.offset, $0.element) }
    }

    var seconds: Int { rows.count }

    func within(_ window: Range<Int>) -> LatencySeries { within([window]) }

    func within(_ windows: [Range<Int>]) -> LatencySeries {
        var part = self
        part.rows = rows.filter { row in windows.contains { $0.contains(row.second) } }
        return part
    }

    /// Its seconds, or neighbours merged to bound the cost, ready to be resampled.
    var buckets: WeightedBuckets { WeightedBuckets(units(atMost: MovingBlockBootstrap.mostUnits)) }

    /// Neighbouring seconds merged into at most `most` units of equal length (the last may be shorter), in order.
    func units(atMost most: Int) -> [LatencyHistogram] {
        let length = max(1, (rows.count + most - 1) / most)
        return stride(from: 0, to: rows.count, by: length).map { start in
            var unit = rows[start].histogram
            for row in rows[start..<min(start + length, rows.count)].dropFirst() { unit.merge(row.histogram) }
            return unit
        }
    }
}
