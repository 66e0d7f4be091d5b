/// The buckets of a distribution in the bytes of its encoding.
///
/// Each bucket is one byte in most cases: the high nibble is the distance from the bucket before (the first one's from
/// -1), the low nibble the count. A nibble of 0 says that the number is 16 or more: number minus 16 follows as a varint,
/// the distance's before the count's.
enum PackedBuckets {
    /// No trial has more events in one row; a sum of very many rows still fits 64 bits.
    static let highestTotal: UInt64 = 1 << 48

    static func append(_ buckets: [LatencyHistogram.Bucket], to bytes: inout [UInt8]) {
        var next: UInt64 = 0
        for bucket in buckets {
            let distance = bucket.index + 1 - next
            bytes.append(UInt8(distance < 16 ? distance << 4 : 0) | UInt8(bucket.count < 16 ? bucket.count : 0))
            if distance >= 16 { bytes.append(varint: distance - 16) }
            if bucket.count >= 16 { bytes.append(varint: bucket.count - 16) }
            next = bucket.index + 1
        }
    }

    /// Reads buckets to the end and checks every one of them.
    static func read(
        _ bytes: ArraySlice<UInt8>, extremes: ClosedRange<UInt64>
    ) throws(HistogramEncodingError) -> [LatencyHistogram.Bucket] {
        var reader = ByteReader(bytes)
        var buckets: [LatencyHistogram.Bucket] = []
        var next: UInt64 = 0
        var total: UInt64 = 0
        while !reader.isAtEnd {
            let byte = try reader.byte()
            let distance = byte >> 4 == 0 ? try large(&reader) : UInt64(byte >> 4)
            let count = byte & 15 == 0 ? try large(&reader) : UInt64(byte & 15)
            guard distance <= LatencyBuckets.highest + 1 - next else { throw .bucketOutOfRange }
            guard count <= highestTotal - total else { throw .tooManyEvents }
            next += distance
            total += count
            buckets.append(LatencyHistogram.Bucket(index: next - 1, count: count))
        }
        guard let first = buckets.first, let last = buckets.last,
            first.index == LatencyBuckets.index(of: extremes.lowerBound),
            last.index == LatencyBuckets.index(of: extremes.upperBound)
        else { throw .extremesDisagree }
        return buckets
    }

    /// A number of 16 or more.
    private static func large(_ reader: inout ByteReader) throws(HistogramEncodingError) -> UInt64 {
        let (number, overflow) = try reader.varint().addingReportingOverflow(16)
        if overflow { throw .numberTooLarge }
        return number
    }
}
