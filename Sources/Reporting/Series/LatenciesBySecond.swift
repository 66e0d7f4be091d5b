import Evidence
import Quantities

/// Latency rows merged over phases: one histogram for each kind, reader and second.
struct LatenciesBySecond {
    private struct Subject: Hashable {
        var kind: LatencyKind
        var reader: String?
    }

    private var histograms: [Subject: [Int: LatencyHistogram]] = [:]

    init(_ rows: [LatencyRow]) {
        for row in rows where row.second >= 0 {
            let subject = Subject(kind: row.kind, reader: row.reader)
            histograms[subject, default: [:]].combine(row.histogram, at: row.second)
        }
    }

    func of(_ kind: LatencyKind, reader: String?) -> [Int: LatencyHistogram] {
        histograms[Subject(kind: kind, reader: reader)] ?? [:]
    }
}

extension [Int: LatencyHistogram] {
    fileprivate mutating func combine(_ histogram: LatencyHistogram, at second: Int) {
        if self[second] == nil {
            self[second] = histogram
        } else {
            self[second]?.merge(histogram)
        }
    }

    /// A percentile of each second that recorded anything, in seconds.
    func percentile(_ percentile: Double) -> [Int: Double] {
        compactMapValues { $0.value(atPercentile: percentile)?.seconds }
    }
}
