/// Counts by power of two, only of those powers that occur.
///
/// Bucket 0 holds the value 0, bucket n the values from 2^(n-1) to 2^n - 1.
package struct PowerHistogram: Hashable, Sendable {
    package static let highestBucket = 64

    /// By bucket, 0 to 64; none is zero.
    package private(set) var counts: [Int: Int64] = [:]

    package init() {}

    /// From stored counts; nil where a bucket is not 0 to 64 or a count not above zero.
    package init?(counts: [Int: Int64]) {
        guard counts.allSatisfy({ (0...PowerHistogram.highestBucket).contains($0.key) && $0.value > 0 }) else {
            return nil
        }
        self.counts = counts
    }

    package var total: Int64 { counts.values.reduce(0) { $0.saturatingSum($1) } }

    package mutating func add(_ value: UInt64, count: Int64 = 1) {
        guard count > 0 else { return }
        let bucket = UInt64.bitWidth - value.leadingZeroBitCount
        counts[bucket] = (counts[bucket] ?? 0).saturatingSum(count)
    }

    package mutating func merge(_ other: PowerHistogram) {
        counts.merge(other.counts) { $0.saturatingSum($1) }
    }

    /// The largest value of the bucket that a share of all counts (0 to 1) reaches; nil where there are none.
    package func quantile(_ share: Double) -> UInt64? {
        let wanted = share * Double(total)
        var seen = 0.0
        var last: UInt64?
        for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += Double(count)
            last = PowerHistogram.largest(of: bucket)
            if seen >= wanted { break }
        }
        return last
    }

    /// The largest value of a bucket.
    package static func largest(of bucket: Int) -> UInt64 {
        bucket >= 64 ? .max : (1 << UInt64(bucket)) - 1
    }
}

extension Int64 {
    /// A sum that stops at the largest number: a file may claim any counts.
    package func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
