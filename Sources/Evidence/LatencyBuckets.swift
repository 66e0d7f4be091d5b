/// Where HdrHistogram's buckets lie, for values in microseconds with three significant digits.
///
/// Bucket 0 to 2047 hold one value each. From there on every doubling has 1024 buckets: `2^k` microseconds wide from
/// `1024 * 2^k` on. (Gil Tene, HdrHistogram; the library keeps the same arithmetic to itself, and a test holds both
/// together.)
enum LatencyBuckets {
    private static let halfMagnitude: UInt64 = 10
    private static let half: UInt64 = 1 << halfMagnitude

    /// The bucket of the highest value that a histogram tracks.
    static let highest = index(of: LatencyHistogram.highestMicroseconds)

    static func index(of microseconds: UInt64) -> UInt64 {
        guard microseconds >= 2 * half else { return microseconds }
        let shift = 63 - UInt64(microseconds.leadingZeroBitCount) - halfMagnitude
        return (shift << halfMagnitude) + (microseconds >> shift)
    }

    /// The lowest and the highest value that fall into the bucket.
    static func values(at index: UInt64) -> ClosedRange<UInt64> {
        guard index >= 2 * half else { return index...index }
        let shift = (index >> halfMagnitude) - 1
        let lowest = (index - (shift << halfMagnitude)) << shift
        return lowest...(lowest + (1 << shift) - 1)
    }
}
