package import Quantities

/// A distribution of latencies: HdrHistogram buckets in microseconds, three significant digits, 1 µs to 48 hours.
///
/// Every event is in it. Values above the range are clamped into the last bucket and counted in `clamped`; negative
/// values (a clock that went back) are recorded as 0 and counted in `negative`. Distributions are merged, never
/// averaged. Only buckets that hold anything take room, so an hour of seconds fits in memory; a hot loop counts in
/// arrays of its own and hands over a distribution once a second.
package struct LatencyHistogram: Hashable, Sendable {
    /// Two days, more than any retention that a trial's catch-up reads through.
    package static let highestMicroseconds: UInt64 = 48 * 3600 * 1_000_000

    /// One bucket that holds something, by its index in ``LatencyBuckets``.
    struct Bucket: Hashable, Sendable {
        var index: UInt64
        var count: UInt64
    }

    /// Ascending, none of them empty.
    private(set) var filled: [Bucket] = []
    /// The lowest and the highest latency in microseconds, exact; nil where nothing was recorded.
    private(set) var extremes: ClosedRange<UInt64>?
    package private(set) var count: UInt64 = 0
    package private(set) var clamped: UInt64 = 0
    package private(set) var negative: UInt64 = 0

    package init() {}

    /// What was read from an encoding: `filled` is ascending and not empty, `extremes` lie in its first and last bucket.
    init(filled: [Bucket], extremes: ClosedRange<UInt64>?, clamped: UInt64, negative: UInt64) {
        self.filled = filled
        self.extremes = extremes
        count = filled.reduce(0) { $0 + $1.count }
        self.clamped = clamped
        self.negative = negative
    }

    package var isEmpty: Bool { count == 0 }

    /// Adds `count` events of `microseconds` each.
    package mutating func record(microseconds: UInt64, count: UInt64 = 1) {
        guard count > 0 else { return }
        if microseconds > LatencyHistogram.highestMicroseconds { clamped += count }
        let value = min(microseconds, LatencyHistogram.highestMicroseconds)
        widen(to: value...value)
        self.count += count
        add(Bucket(index: LatencyBuckets.index(of: value), count: count))
    }

    /// Adds what a recorder counted apart.
    package mutating func count(clamped: UInt64, negative: UInt64) {
        self.clamped += clamped
        self.negative += negative
    }

    package mutating func merge(_ other: LatencyHistogram) {
        clamped += other.clamped
        negative += other.negative
        guard let otherExtremes = other.extremes else { return }
        widen(to: otherExtremes)
        count += other.count
        filled = LatencyHistogram.merged(filled, other.filled)
    }

    private mutating func widen(to values: ClosedRange<UInt64>) {
        guard let extremes else {
            extremes = values
            return
        }
        self.extremes =
            min(extremes.lowerBound, values.lowerBound)...max(extremes.upperBound, values.upperBound)
    }

    /// Recorders hand over ascending buckets, so the end is the usual place.
    private mutating func add(_ bucket: Bucket) {
        guard let last = filled.last, last.index >= bucket.index else {
            filled.append(bucket)
            return
        }
        var (low, high) = (0, filled.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if filled[middle].index < bucket.index { low = middle + 1 } else { high = middle }
        }
        if filled[low].index == bucket.index {
            filled[low].count += bucket.count
        } else {
            filled.insert(bucket, at: low)
        }
    }

    private static func merged(_ left: [Bucket], _ right: [Bucket]) -> [Bucket] {
        guard let last = left.last, let first = right.first, last.index >= first.index else { return left + right }
        var merged: [Bucket] = []
        merged.reserveCapacity(left.count + right.count)
        var (one, two) = (0, 0)
        while one < left.count, two < right.count {
            let (ours, theirs) = (left[one], right[two])
            merged.append(ours.index <= theirs.index ? ours : theirs)
            if ours.index == theirs.index { merged[merged.count - 1].count += theirs.count }
            if ours.index <= theirs.index { one += 1 }
            if theirs.index <= ours.index { two += 1 }
        }
        return merged + left[one...] + right[two...]
    }
}

extension LatencyHistogram {
    /// The latency that `percentile` per cent of the events (0 to 100) did not exceed; nil where nothing was recorded.
    ///
    /// It is the upper edge of the bucket, or the maximum where that is smaller: never smaller than what was measured,
    /// and at most 0.1 % larger.
    package func value(atPercentile percentile: Double) -> Nanoseconds? {
        guard let extremes else { return nil }
        if percentile <= 0 { return .microseconds(extremes.lowerBound) }
        if percentile >= 100 { return .microseconds(extremes.upperBound) }
        // As the HdrHistogram library has it: the next lower number, so that 99 % of 100 events is the 99th, not the
        // 100th, where the product comes out a hair too large.
        let wanted = max(1, UInt64((percentile.nextDown * Double(count) / 100).rounded(.up)))
        var seen: UInt64 = 0
        for bucket in filled {
            seen += bucket.count
            if seen >= wanted {
                return .microseconds(min(LatencyBuckets.values(at: bucket.index).upperBound, extremes.upperBound))
            }
        }
        return .microseconds(extremes.upperBound)
    }

    /// The largest latency, exact.
    package var maximum: Nanoseconds? { value(atPercentile: 100) }

    /// Of the middles of the buckets.
    package var mean: Nanoseconds? {
        if isEmpty { return nil }
        let sum = filled.reduce(0.0) { sum, bucket in
            let values = LatencyBuckets.values(at: bucket.index)
            return sum + (Double(values.lowerBound) + Double(values.upperBound)) / 2 * Double(bucket.count)
        }
        return .seconds(sum / Double(count) / 1e6)
    }

    /// Events whose latency was above `bound`, to the resolution of the buckets.
    package func count(above bound: Nanoseconds) -> UInt64 {
        guard bound >= .zero else { return count }
        let microseconds = UInt64(bound.rawValue / 1000)
        return buckets.reduce(0) { $1.microseconds > microseconds ? $0 + $1.count : $0 }
    }

    /// The buckets in ascending order that hold anything: the bucket's upper edge in microseconds and its count.
    package var buckets: [(microseconds: UInt64, count: UInt64)] {
        filled.map { (LatencyBuckets.values(at: $0.index).upperBound, $0.count) }
    }
}
