import Evidence
import Quantities

/// Latency by percentile over the measured phases: intended and service of one reader, and the acknowledgement's.
struct PercentileCurves: Sendable {
    struct Curve: Sendable {
        var kind: LatencyKind
        var count: UInt64
        /// Odds are 1/(1-p), so 100 stands for p99, up to those of one event in all; latencies are in seconds.
        var points: [(odds: Double, latency: Double)]
        /// The percentiles that tables show, with their values; only those the count can carry.
        var summary: [(percentile: Double, latency: Nanoseconds)]
    }

    let reader: String?
    let curves: [Curve]

    init(_ evidence: TrialEvidence, reader: String?) {
        self.reader = reader
        var curves: [Curve?] = []
        if reader != nil {
            curves.append(Curve(.intended, evidence.distribution(.intended, reader: reader)))
            curves.append(Curve(.service, evidence.distribution(.service, reader: reader)))
        }
        curves.append(Curve(.ack, evidence.distribution(.ack)))
        self.curves = curves.compactMap(\.self)
    }
}

extension PercentileCurves.Curve {
    private static let pointsPerDecade = 24.0

    /// nil where nothing was recorded.
    init?(_ kind: LatencyKind, _ histogram: LatencyHistogram) {
        guard !histogram.isEmpty else { return nil }
        self.kind = kind
        count = histogram.count
        summary = Percentile.shown.compactMap { percentile in
            // Fewer events than the percentile's odds: it would only be the maximum under another name.
            guard percentile == 100 || Double(histogram.count) * (100 - percentile) / 100 >= 1 else { return nil }
            return histogram.value(atPercentile: percentile).map { (percentile, $0) }
        }
        points = PercentileCurves.Curve.points(of: histogram)
    }

    /// The distribution read off at evenly spaced odds, in one pass over its buckets.
    private static func points(of histogram: LatencyHistogram) -> [(odds: Double, latency: Double)] {
        let total = Double(histogram.count)
        var points: [(odds: Double, latency: Double)] = []
        var passed = 0.0
        var step = 0.0
        for bucket in histogram.buckets {
            passed += Double(bucket.count)
            let latency = Double(bucket.microseconds) / 1e6
            while true {
                let odds = Double.powerOfTen(step / pointsPerDecade)
                guard odds <= total, (1 - 1 / odds) * total <= passed else { break }
                points.append((odds, latency))
                step += 1
            }
        }
        // A bucket's edge may lie a hair above the maximum that percentiles are read from.
        let end = max(points.last?.latency ?? 0, histogram.maximum?.seconds ?? 0)
        points.append((total, end))
        return points
    }
}
