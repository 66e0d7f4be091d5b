package import Quantities

/// A distribution of latencies: HdrHistogram buckets in microseconds, three significant digits, 1 µs to 48 hours.
///
/// Every event is in it. Values above the range are clamped into the last bucket and counted in `clamped`; negative
/// values (a clock that went back) are recorded as 0 and counted in `negative`. Distributions are merged, never
/// averaged. Only buckets that hold anything take room, so an hour of seconds fits in memory.
///
/// Buckets (Gil Tene's HdrHistogram): values below 2048 have one each, every doubling above has 1024 of equal width.
package struct LatencyHistogram: Hashable, Sendable {
    /// Two days, more than any retention that a trial's catch-up reads through.
    package static let highestMicroseconds: UInt64 = 48 * 3600 * 1_000_000

    /// One bucket that holds something: the largest value that falls into it, and how many did.
    package struct Bucket: Hashable, Sendable {
        package var microseconds: UInt64
        package var count: UInt64

        package init(microseconds: UInt64, count: UInt64) {
            self.microseconds = microseconds
            self.count = count
        }
    }

    /// Ascending, none of them empty.
    package private(set) var buckets: [Bucket] = []
    package private(set) var count: UInt64 = 0
    package private(set) var clamped: UInt64 = 0
    package private(set) var negative: UInt64 = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// The largest value of the bucket that `microseconds` falls into.
    package static func bucketEdge(of microseconds: UInt64) -> UInt64 {
        guard microseconds >= 2048 else { return microseconds }
        let shift = UInt64(63 - microseconds.leadingZeroBitCount) - 10
        return min((((microseconds >> shift) + 1) << shift) - 1, highestMicroseconds)
    }

    /// Adds `count` events of `microseconds` each.
    package mutating func record(microseconds: UInt64, count: UInt64 = 1) {
        guard count > 0 else { return }
        if microseconds > LatencyHistogram.highestMicroseconds { clamped += count }
        let edge = LatencyHistogram.bucketEdge(of: min(microseconds, LatencyHistogram.highestMicroseconds))
        self.count += count
        // Recorders hand over ascending values, so the end is the usual place.
        guard let last = buckets.last, last.microseconds >= edge else {
            buckets.append(Bucket(microseconds: edge, count: count))
            return
        }
        let place = buckets.partitionPoint { $0.microseconds < edge }
        if buckets[place].microseconds == edge {
            buckets[place].count += count
        } else {
            buckets.insert(Bucket(microseconds: edge, count: count), at: place)
        }
    }

    /// Adds what a recorder counted apart.
    package mutating func count(clamped: UInt64, negative: UInt64) {
        self.clamped += clamped
        self.negative += negative
    }

    package mutating func merge(_ other: LatencyHistogram) {
        count += other.count
        clamped += other.clamped
        negative += other.negative
        guard !other.buckets.isEmpty else { return }
        guard let last = buckets.last, let first = other.buckets.first, last.microseconds >= first.microseconds else {
            buckets += other.buckets
            return
        }
        buckets = LatencyHistogram.merged(buckets, other.buckets)
    }

    private static func merged(_ left: [Bucket], _ right: [Bucket]) -> [Bucket] {
        var merged: [Bucket] = []
        merged.reserveCapacity(max(left.count, right.count))
        var (one, two) = (0, 0)
        while one < left.count || two < right.count {
            if two == right.count || one < left.count && left[one].microseconds < right[two].microseconds {
                merged.append(left[one])
                one += 1
            } else if one == left.count || right[two].microseconds < left[one].microseconds {
                merged.append(right[two])
                two += 1
            } else {
                merged.append(
                    Bucket(microseconds: left[one].microseconds, count: left[one].count + right[two].count))
                one += 1
                two += 1
            }
        }
        return merged
    }

    /// The latency that `percentile` per cent of the events (0 to 100) did not exceed; nil where nothing was recorded.
    ///
    /// It is the upper edge of the bucket, so never smaller than what was measured, and at most 0.1 % larger.
    package func value(atPercentile percentile: Double) -> Nanoseconds? {
        guard !isEmpty else { return nil }
        let share = min(max(percentile, 0), 100) / 100
        let rank = max(1, UInt64((share * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for bucket in buckets {
            seen += bucket.count
            if seen >= rank { return .microseconds(bucket.microseconds) }
        }
        return buckets.last.map { .microseconds($0.microseconds) }
    }

    package var maximum: Nanoseconds? { value(atPercentile: 100) }

    /// Of the buckets' upper edges.
    package var mean: Nanoseconds? {
        guard !isEmpty else { return nil }
        let sum = buckets.reduce(0.0) { $0 + Double($1.microseconds) * Double($1.count) }
        return .seconds(sum / Double(count) / 1e6)
    }

    /// Events whose latency was above `bound`, to the resolution of the buckets.
    package func count(above bound: Nanoseconds) -> UInt64 {
        let microseconds = UInt64(clamping: bound.rawValue / 1000)
        return buckets.reduce(0) { $1.microseconds > microseconds ? $0 + $1.count : $0 }
    }
}

extension Array {
    /// The first place whose element is not `isBefore`, by bisection.
    fileprivate func partitionPoint(_ isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
