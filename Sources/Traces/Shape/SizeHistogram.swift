/// Counts by size in bytes: every size up to 1023 on its own, above that 64 classes to a power of two.
///
/// A class keeps the sum of its sizes, so that its mean is exact; no size is further than 1.6 % from another of its
/// class.
package struct SizeHistogram: Hashable, Sendable {
    private static let exact = 1024
    private static let perPower = 64
    /// Up to the largest `Int32`.
    package static let classCount = exact + 21 * perPower

    /// Sizes of one class.
    package struct Class: Hashable, Sendable {
        package var count: Int64 = 0
        package var bytes: Int64 = 0

        /// The mean size, rounded.
        package var size: Int { count == 0 ? 0 : Int((Double(bytes) / Double(count)).rounded()) }
    }

    package private(set) var classes = Array(repeating: Class(), count: SizeHistogram.classCount)
    package private(set) var total: Int64 = 0
    package private(set) var totalBytes: Int64 = 0
    /// 0 where nothing was counted.
    package private(set) var largest: Int32 = 0

    package init() {}

    /// The class of a size that is not negative.
    package static func index(of size: Int32) -> Int {
        precondition(size >= 0, "a size of \(size) bytes")
        guard size >= exact else { return Int(size) }
        let power = 31 - size.leadingZeroBitCount
        let place = Int(size >> Int32(power - 6)) - perPower
        return exact + (power - 10) * perPower + place
    }

    package mutating func add(_ size: Int32) {
        let index = SizeHistogram.index(of: size)
        classes[index].count += 1
        classes[index].bytes = classes[index].bytes.saturatingSum(Int64(size))
        total += 1
        totalBytes = totalBytes.saturatingSum(Int64(size))
        largest = max(largest, size)
    }

    package mutating func merge(_ other: SizeHistogram) {
        for index in classes.indices {
            classes[index].count += other.classes[index].count
            classes[index].bytes = classes[index].bytes.saturatingSum(other.classes[index].bytes)
        }
        total += other.total
        totalBytes = totalBytes.saturatingSum(other.totalBytes)
        largest = max(largest, other.largest)
    }

    /// The size that a percentage of all sizes stays at or under, to within its class; nil where there are none.
    package func value(atPercentile percentile: Double) -> Int? {
        guard total > 0 else { return nil }
        if percentile >= 100 { return Int(largest) }
        let wanted = max(1, Int64((percentile / 100 * Double(total)).rounded(.up)))
        var seen: Int64 = 0
        for each in classes {
            seen += each.count
            if seen >= wanted { return each.size }
        }
        return Int(largest)
    }

    package var mean: Double { total == 0 ? 0 : Double(totalBytes) / Double(total) }

    /// How many sizes are below a bound that is not above 1024.
    package func count(below size: Int) -> Int64 {
        precondition(size <= SizeHistogram.exact, "sizes of \(size) bytes share a class with others")
        return classes[..<size].reduce(0) { $0 + $1.count }
    }
}
