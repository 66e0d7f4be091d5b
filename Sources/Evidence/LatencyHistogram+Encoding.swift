/// The encoding in which distributions are stored; two of them are merged by adding the counts bucket by bucket.
///
///     byte    1, the version
///     byte    0x63: microseconds (10 to the power of -6), 3 significant digits
///     varint  clamped
///     varint  negative
///     varint  lowest value + 1, or 0 where nothing was recorded: then the encoding ends here
///     varint  highest value - lowest value
///     bucket  ... up to the end, ascending; see `PackedBuckets`
///
/// A varint is unsigned LEB128: seven bits a byte, the lowest first, the high bit set in all bytes but the last.
extension LatencyHistogram {
    private static let version: UInt8 = 1
    private static let unitAndDigits: UInt8 = 0x63

    package func encoded() -> [UInt8] {
        var bytes = [LatencyHistogram.version, LatencyHistogram.unitAndDigits]
        bytes.append(varint: clamped)
        bytes.append(varint: negative)
        guard let packed = packed ?? PackedBuckets(self) else {
            bytes.append(0)
            return bytes
        }
        bytes.append(varint: packed.extremes.lowerBound + 1)
        bytes.append(varint: packed.extremes.upperBound - packed.extremes.lowerBound)
        packed.append(to: &bytes)
        return bytes
    }

    /// Reads what `encoded()` wrote; any other bytes are an error, and cost no more memory than their own length.
    package init(encoded bytes: some Sequence<UInt8>) throws(HistogramEncodingError) {
        var reader = ByteReader(Array(bytes)[...])
        let version = try reader.byte()
        guard version == LatencyHistogram.version else { throw .unknownVersion(version) }
        let unitAndDigits = try reader.byte()
        guard unitAndDigits == LatencyHistogram.unitAndDigits else { throw .unknownUnit(unitAndDigits) }
        let clamped = try reader.varint()
        let negative = try reader.varint()
        let lowestPlusOne = try reader.varint()
        guard max(clamped, negative) <= PackedBuckets.highestTotal else { throw .tooManyEvents }
        guard lowestPlusOne > 0 else {
            guard reader.isAtEnd else { throw .extraBytes }
            self.init(packed: nil, clamped: clamped, negative: negative)
            return
        }
        let (highest, overflow) = (lowestPlusOne - 1).addingReportingOverflow(try reader.varint())
        guard !overflow, highest <= LatencyHistogram.highestMicroseconds else { throw .bucketOutOfRange }
        let packed = try PackedBuckets(checking: reader.rest, extremes: (lowestPlusOne - 1)...highest)
        self.init(packed: packed, clamped: clamped, negative: negative)
    }
}

/// Why bytes are not the encoding of a distribution.
package enum HistogramEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownVersion(UInt8)
    case unknownUnit(UInt8)
    case endsTooEarly
    case extraBytes
    case numberTooLarge
    case bucketOutOfRange
    case tooManyEvents
    case extremesDisagree

    package var description: String {
        switch self {
        case .unknownVersion(let version): "histogram encoding of version \(version), this Seatrial reads version 1"
        case .unknownUnit(let byte): "histogram encoding with unit and precision \(byte), this Seatrial reads 99 (0x63)"
        case .endsTooEarly: "histogram encoding that ends too early"
        case .extraBytes: "histogram encoding with bytes behind its end"
        case .numberTooLarge: "histogram encoding with a number of more than 64 bits"
        case .bucketOutOfRange: "histogram encoding with a bucket above 48 hours"
        case .tooManyEvents: "histogram encoding with more events than any trial has"
        case .extremesDisagree: "histogram encoding whose lowest or highest value is not in its first or last bucket"
        }
    }
}
