internal import Histogram
package import Quantities

/// A distribution of latencies: an HdrHistogram in microseconds, three significant digits, 1 µs to 48 hours.
///
/// Every event is in it. Values above the range are clamped into the last bucket and counted in `clamped`; negative
/// values (a clock that went back) are recorded as 0 and counted in `negative`. Distributions are merged, never averaged.
///
/// One that is recorded into or merged into holds a counter for every bucket (about 220 KiB); an empty one, and one
/// that was read from its encoding, holds only the buckets with something in them. An hour's rows thus fit in memory.
package struct LatencyHistogram: Sendable {
    /// Two days, more than any retention that a trial's catch-up reads through.
    package static let highestMicroseconds: UInt64 = 48 * 3600 * 1_000_000

    /// At most one of the two is there; neither is an empty distribution.
    ///
    /// Not one enum: changing a payload in place would copy all counters on every event.
    private var counters: Histogram<UInt64>?
    private(set) var packed: PackedBuckets?
    package private(set) var clamped: UInt64 = 0
    package private(set) var negative: UInt64 = 0

    package init() {}

    init(packed: PackedBuckets?, clamped: UInt64, negative: UInt64) {
        self.packed = packed
        self.clamped = clamped
        self.negative = negative
    }

    package var count: UInt64 { counters?.totalCount ?? packed?.total ?? 0 }
    package var isEmpty: Bool { count == 0 }

    /// Adds `count` events of `microseconds` each.
    package mutating func record(microseconds: UInt64, count: UInt64 = 1) {
        guard count > 0 else { return }
        if microseconds > LatencyHistogram.highestMicroseconds { clamped += count }
        unpack()
        counters?.record(min(microseconds, LatencyHistogram.highestMicroseconds), count: count)
    }

    /// Adds what a recorder counted apart.
    package mutating func count(clamped: UInt64, negative: UInt64) {
        self.clamped += clamped
        self.negative += negative
    }

    package mutating func merge(_ other: LatencyHistogram) {
        clamped += other.clamped
        negative += other.negative
        if let otherCounters = other.counters {
            unpack()
            counters?.add(otherCounters)
        } else if let otherPacked = other.packed {
            if isEmpty {
                (counters, packed) = (nil, otherPacked)
            } else {
                unpack()
                add(otherPacked)
            }
        }
    }

    /// The latency that `percentile` per cent of the events (0 to 100) did not exceed; nil where nothing was recorded.
    ///
    /// It is the upper edge of the bucket, or the maximum where that is smaller: never smaller than what was measured,
    /// and at most 0.1 % larger.
    package func value(atPercentile percentile: Double) -> Nanoseconds? {
        if isEmpty { return nil }
        let microseconds = counters?.valueAtPercentile(percentile) ?? packed?.value(atPercentile: percentile)
        return microseconds.map(Nanoseconds.microseconds)
    }

    /// The largest latency, exact.
    package var maximum: Nanoseconds? { value(atPercentile: 100) }

    package var mean: Nanoseconds? {
        if isEmpty { return nil }
        var sum = 0.0
        forEachBucket { values, count in
            sum += (Double(values.lowerBound) + Double(values.upperBound)) / 2 * Double(count)
        }
        return .seconds(sum / Double(count) / 1e6)
    }

    /// Events whose latency was above `bound`, to the resolution of the buckets.
    package func count(above bound: Nanoseconds) -> UInt64 {
        guard bound >= .zero else { return count }
        let microseconds = UInt64(bound.rawValue / 1000)
        var total: UInt64 = 0
        forEachBucket { values, count in
            if values.upperBound > microseconds { total += count }
        }
        return total
    }

    /// The buckets in ascending order that hold anything: the bucket's upper edge in microseconds and its count.
    package var buckets: [(microseconds: UInt64, count: UInt64)] {
        var buckets: [(microseconds: UInt64, count: UInt64)] = []
        forEachBucket { values, count in buckets.append((values.upperBound, count)) }
        return buckets
    }

    /// The lowest and the highest latency in microseconds, exact; nil where nothing was recorded.
    var extremes: ClosedRange<UInt64>? {
        if isEmpty { return nil }
        return counters.map { $0.min...$0.maxRecorded } ?? packed?.extremes
    }

    /// Calls `body` with every bucket that holds anything, in ascending order: its values in microseconds, its count.
    ///
    /// Not the library's iterator: that one also sums up all values, and traps where the sum overflows.
    func forEachBucket(_ body: (ClosedRange<UInt64>, UInt64) -> Void) {
        if let counters, counters.totalCount > 0 {
            let span = LatencyBuckets.index(of: counters.min)...LatencyBuckets.index(of: counters.maxRecorded)
            for index in span {
                let values = LatencyBuckets.values(at: index)
                let count = counters.countForValue(values.lowerBound)
                if count > 0 { body(values, count) }
            }
        } else if let packed {
            packed.forEach { index, count in body(LatencyBuckets.values(at: index), count) }
        }
    }

    /// Keeps only the buckets with something in them: for a distribution that is kept, and not recorded into again.
    package mutating func compact() {
        guard counters != nil else { return }
        packed = PackedBuckets(self)
        counters = nil
    }

    /// Makes sure that `counters` are there.
    private mutating func unpack() {
        guard counters == nil else { return }
        counters = Histogram(
            lowestDiscernibleValue: 1, highestTrackableValue: LatencyHistogram.highestMicroseconds,
            numberOfSignificantValueDigits: .three)
        if let packed { add(packed) }
        packed = nil
    }

    private mutating func add(_ packed: PackedBuckets) {
        packed.forEach { index, count in
            let values = LatencyBuckets.values(at: index).clamped(to: packed.extremes)
            // The upper end, except in the first bucket: the library keeps the exact extremes that it is shown.
            let isFirst = values.lowerBound == packed.extremes.lowerBound
            counters?.record(isFirst ? values.lowerBound : values.upperBound, count: count)
        }
        // A single bucket may hold both extremes, and only one of them was shown.
        counters?.record(packed.extremes.upperBound, count: 0)
    }
}

extension LatencyHistogram: Equatable {
    package static func == (left: LatencyHistogram, right: LatencyHistogram) -> Bool {
        left.clamped == right.clamped && left.negative == right.negative
            && left.buckets.elementsEqual(right.buckets) { $0 == $1 }
    }
}
