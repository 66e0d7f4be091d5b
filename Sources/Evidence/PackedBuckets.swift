/// The buckets of a distribution that hold anything, in the bytes of the encoding.
///
/// Never empty, always valid.
///
/// Each bucket is one byte in most cases: the high nibble is the distance from the bucket before (the first one's from
/// -1), the low nibble the count. A nibble of 0 says that the number is 16 or more: number minus 16 follows as a varint,
/// the distance's before the count's.
struct PackedBuckets: Sendable {
    private let bytes: [UInt8]
    /// Events in all buckets.
    let total: UInt64
    /// The lowest and the highest value recorded, in microseconds, exact.
    let extremes: ClosedRange<UInt64>

    /// No trial has more events in one row; a sum of very many rows still fits 64 bits.
    static let highestTotal: UInt64 = 1 << 48

    /// Packs the buckets that `histogram` holds; nil where it is empty.
    init?(_ histogram: LatencyHistogram) {
        guard let extremes = histogram.extremes else { return nil }
        var bytes: [UInt8] = []
        var total: UInt64 = 0
        var next: UInt64 = 0
        histogram.forEachBucket { values, count in
            let index = LatencyBuckets.index(of: values.lowerBound)
            let distance = index + 1 - next
            bytes.append(UInt8(distance < 16 ? distance << 4 : 0) | UInt8(count < 16 ? count : 0))
            if distance >= 16 { bytes.append(varint: distance - 16) }
            if count >= 16 { bytes.append(varint: count - 16) }
            next = index + 1
            total += count
        }
        self.bytes = bytes
        self.total = total
        self.extremes = extremes
    }

    /// Checks every bucket of `bytes` and takes them over.
    init(checking bytes: ArraySlice<UInt8>, extremes: ClosedRange<UInt64>) throws(HistogramEncodingError) {
        var reader = ByteReader(bytes)
        var next: UInt64 = 0
        var total: UInt64 = 0
        var first: UInt64?
        while !reader.isAtEnd {
            let (distance, count) = try PackedBuckets.bucket(&reader)
            guard distance <= LatencyBuckets.highest + 1 - next else { throw .bucketOutOfRange }
            guard count <= PackedBuckets.highestTotal - total else { throw .tooManyEvents }
            next += distance
            total += count
            first = first ?? next - 1
        }
        guard let first, first == LatencyBuckets.index(of: extremes.lowerBound),
            next - 1 == LatencyBuckets.index(of: extremes.upperBound)
        else { throw .extremesDisagree }
        self.bytes = Array(bytes)
        self.total = total
        self.extremes = extremes
    }

    func append(to encoding: inout [UInt8]) {
        encoding += bytes
    }

    /// Calls `body` with every bucket's index and count, in ascending order.
    func forEach(_ body: (_ index: UInt64, _ count: UInt64) -> Void) {
        var reader = ByteReader(bytes[...])
        var next: UInt64 = 0
        do throws(HistogramEncodingError) {
            while !reader.isAtEnd {
                let (distance, count) = try PackedBuckets.bucket(&reader)
                next += distance
                body(next - 1, count)
            }
        } catch {
            preconditionFailure("buckets that were checked cannot be read after bucket \(next): \(error)")
        }
    }

    /// As the library has it: the upper edge of the bucket in which the percentile falls, kept within the extremes.
    func value(atPercentile percentile: Double) -> UInt64 {
        if percentile <= 0 { return extremes.lowerBound }
        if percentile >= 100 { return extremes.upperBound }
        let wanted = max(1, UInt64((percentile.nextDown * Double(total) / 100).rounded(.up)))
        var seen: UInt64 = 0
        var found: UInt64?
        forEach { index, count in
            seen += count
            if found == nil, seen >= wanted { found = LatencyBuckets.values(at: index).upperBound }
        }
        return min(found ?? extremes.upperBound, extremes.upperBound)
    }

    private static func bucket(
        _ reader: inout ByteReader
    ) throws(HistogramEncodingError) -> (distance: UInt64, count: UInt64) {
        let byte = try reader.byte()
        let distance = byte >> 4 == 0 ? try large(&reader) : UInt64(byte >> 4)
        let count = byte & 15 == 0 ? try large(&reader) : UInt64(byte & 15)
        return (distance, count)
    }

    /// A number of 16 or more.
    private static func large(_ reader: inout ByteReader) throws(HistogramEncodingError) -> UInt64 {
        let (number, overflow) = try reader.varint().addingReportingOverflow(16)
        if overflow { throw .numberTooLarge }
        return number
    }
}
