internal import Histogram
package import Quantities

/// A distribution of latencies: an HdrHistogram in microseconds, three significant digits, 1 µs to 48 hours.
///
/// Every event is in it. Values above the range are clamped into the last bucket and counted in `clamped`; negative
/// values (a clock that went back) are recorded as 0 and counted in `negative`. Distributions are merged, never averaged.
package struct LatencyHistogram: Sendable {
    /// Two days, more than any retention that a trial's catch-up reads through.
    package static let highestMicroseconds: UInt64 = 48 * 3600 * 1_000_000

    private var histogram: Histogram<UInt64>
    package private(set) var clamped: UInt64 = 0
    package private(set) var negative: UInt64 = 0

    package init() {
        histogram = LatencyHistogram.emptyHistogram()
    }

    private static func emptyHistogram() -> Histogram<UInt64> {
        Histogram(
            lowestDiscernibleValue: 1, highestTrackableValue: highestMicroseconds,
            numberOfSignificantValueDigits: .three)
    }

    package var count: UInt64 { histogram.totalCount }
    package var isEmpty: Bool { count == 0 }

    /// Adds `count` events of `microseconds` each.
    package mutating func record(microseconds: UInt64, count: UInt64 = 1) {
        if microseconds > LatencyHistogram.highestMicroseconds { clamped += count }
        histogram.record(min(microseconds, LatencyHistogram.highestMicroseconds), count: count)
    }

    /// Adds what a recorder counted apart.
    package mutating func count(clamped: UInt64, negative: UInt64) {
        self.clamped += clamped
        self.negative += negative
    }

    package mutating func merge(_ other: LatencyHistogram) {
        histogram.add(other.histogram)
        clamped += other.clamped
        negative += other.negative
    }

    /// The latency that `percentile` per cent of the events (0 to 100) did not exceed; nil where nothing was recorded.
    ///
    /// It is the upper edge of the bucket, so never smaller than what was measured, and at most 0.1 % larger.
    package func value(atPercentile percentile: Double) -> Nanoseconds? {
        isEmpty ? nil : .microseconds(histogram.valueAtPercentile(percentile))
    }

    package var maximum: Nanoseconds? { value(atPercentile: 100) }
    package var mean: Nanoseconds? { isEmpty ? nil : .seconds(histogram.mean / 1e6) }

    /// Events whose latency was above `bound`, to the resolution of the buckets.
    package func count(above bound: Nanoseconds) -> UInt64 {
        let microseconds = UInt64(clamping: bound.rawValue / 1000)
        var total: UInt64 = 0
        for value in histogram.recordedValues() where value.value > microseconds { total += value.count }
        return total
    }

    /// The buckets in ascending order that hold anything: the bucket's upper edge in microseconds and its count.
    package var buckets: [(microseconds: UInt64, count: UInt64)] {
        histogram.recordedValues().map { ($0.value, $0.count) }
    }
}

extension LatencyHistogram: Equatable {
    package static func == (left: LatencyHistogram, right: LatencyHistogram) -> Bool {
        left.clamped == right.clamped && left.negative == right.negative
            && left.buckets.elementsEqual(right.buckets) { $0 == $1 }
    }
}
