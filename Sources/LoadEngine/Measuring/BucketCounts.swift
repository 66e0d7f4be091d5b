package import Evidence

/// Counts by HdrHistogram bucket for one thread's hot loop: no allocation, no check, no reference count an event.
///
/// The buckets are the library's (`LatencyHistogram`), at the precision asked: values below `2 * half` microseconds have
/// a bucket each, every doubling above has `half`. A test holds both to the same buckets.
package struct BucketCounts: ~Copyable {
    /// Three significant digits, as the headline needs; two for what is kept per partition.
    package enum Precision: Sendable {
        case threeDigits, twoDigits

        @inline(__always) fileprivate var halfMagnitude: UInt64 { self == .threeDigits ? 10 : 7 }
    }

    private let counts: UnsafeMutablePointer<UInt32>
    private let halfMagnitude: UInt64
    private let length: Int
    /// The span of buckets that were touched since the last reset.
    private var lowest: Int
    private var highest = -1
    private var clamped: UInt64 = 0
    private var negative: UInt64 = 0

    package init(precision: Precision = .threeDigits) {
        halfMagnitude = precision.halfMagnitude
        length = BucketCounts.index(LatencyHistogram.highestMicroseconds, halfMagnitude) + 1
        counts = .allocate(capacity: length)
        counts.initialize(repeating: 0, count: length)
        lowest = length
    }

    deinit {
        counts.deallocate()
    }

    @inline(__always)
    private static func index(_ microseconds: UInt64, _ halfMagnitude: UInt64) -> Int {
        guard microseconds >= 2 &<< halfMagnitude else { return Int(truncatingIfNeeded: microseconds) }
        let shift = UInt64(truncatingIfNeeded: 63 &- microseconds.leadingZeroBitCount) &- halfMagnitude
        return Int(truncatingIfNeeded: (shift &<< halfMagnitude) &+ (microseconds &>> shift))
    }

    /// Adds one latency from `start` to `end`, in nanoseconds on one clock.
    @inline(__always)
    package mutating func record(from start: UInt64, to end: UInt64) {
        var microseconds = (end &- start) / 1000
        if end < start {
            negative &+= 1
            microseconds = 0
        } else if microseconds > LatencyHistogram.highestMicroseconds {
            clamped &+= 1
            microseconds = LatencyHistogram.highestMicroseconds
        }
        let index = BucketCounts.index(microseconds, halfMagnitude)
        counts[index] &+= 1
        if index < lowest { lowest = index }
        if index > highest { highest = index }
    }

    package var isEmpty: Bool { highest < 0 }

    /// The counts as a mergeable value; then all counts are zero again.
    package mutating func take() -> LatencyHistogram {
        var histogram = LatencyHistogram()
        if highest >= 0 {
            for index in lowest...highest where counts[index] > 0 {
                histogram.record(microseconds: value(at: index), count: UInt64(counts[index]))
                counts[index] = 0
            }
        }
        histogram.count(clamped: clamped, negative: negative)
        (lowest, highest, clamped, negative) = (length, -1, 0, 0)
        return histogram
    }

    /// The upper edge of a bucket, so that a coarse bucket is never shown smaller than what was measured.
    private func value(at index: Int) -> UInt64 {
        let index = UInt64(index)
        guard index >= 2 << halfMagnitude else { return index }
        let shift = (index >> halfMagnitude) - 1
        let sub = index - (shift << halfMagnitude)
        return min(((sub + 1) << shift) - 1, LatencyHistogram.highestMicroseconds)
    }
}
