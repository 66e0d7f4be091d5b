package import Evidence
private import Foundation

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
    /// The lowest and the highest value in microseconds since the last `take()`.
    private var lowest: UInt64 = .max
    private var highest: UInt64 = 0
    private var clamped: UInt64 = 0
    private var negative: UInt64 = 0

    package init(precision: Precision = .threeDigits) {
        halfMagnitude = precision.halfMagnitude
        let length = BucketCounts.index(LatencyHistogram.highestMicroseconds, halfMagnitude) + 1
        // Zeroed without being written: buckets that nothing falls into take no memory, of which a reader's hundred
        // members would have much.
        guard let zeroed = calloc(length, MemoryLayout<UInt32>.stride) else {
            preconditionFailure("no memory for \(length) buckets")
        }
        counts = zeroed.bindMemory(to: UInt32.self, capacity: length)
    }

    deinit {
        free(counts)
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
        counts[BucketCounts.index(microseconds, halfMagnitude)] &+= 1
        if microseconds < lowest { lowest = microseconds }
        if microseconds > highest { highest = microseconds }
    }

    package var isEmpty: Bool { lowest > highest }

    /// The counts as a mergeable value; then all counts are zero again.
    package mutating func take() -> LatencyHistogram {
        var histogram = LatencyHistogram()
        if !isEmpty {
            let first = BucketCounts.index(lowest, halfMagnitude)
            for index in first...BucketCounts.index(highest, halfMagnitude) where counts[index] > 0 {
                var count = UInt64(counts[index])
                if index == first {
                    // One of them was exactly the lowest.
                    histogram.record(microseconds: lowest)
                    count -= 1
                }
                histogram.record(microseconds: upperEdge(of: index), count: count)
                counts[index] = 0
            }
        }
        histogram.count(clamped: clamped, negative: negative)
        (lowest, highest, clamped, negative) = (.max, 0, 0, 0)
        return histogram
    }

    /// The highest value that a bucket can hold here, so that a coarse one is never shown smaller than what was measured.
    private func upperEdge(of index: Int) -> UInt64 {
        let index = UInt64(index)
        guard index >= 2 << halfMagnitude else { return index }
        let shift = (index >> halfMagnitude) - 1
        let sub = index - (shift << halfMagnitude)
        return min(((sub + 1) << shift) - 1, highest)
    }
}
