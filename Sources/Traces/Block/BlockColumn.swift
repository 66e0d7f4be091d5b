/// How a block writes one column of numbers: the shortest of four ways.
///
/// A column is a byte that names the way, the length of what follows as a varint, and that.
enum BlockColumn {
    /// One varint, for all values.
    static let constant: UInt8 = 0
    /// Pairs of varints: how many times, which value.
    static let runs: UInt8 = 1
    /// A varint for each value.
    static let varints: UInt8 = 2
    /// The smallest value as a varint, a byte with a width of 1 to 32 bits, then each value less the smallest in so many
    /// bits, the low bits of a byte first.
    static let packed: UInt8 = 3

    static func append(_ values: [UInt64], to bytes: inout [UInt8]) {
        guard let first = values.first else { return append(constant, [0], to: &bytes) }
        var (least, most, varintLength, runsLength) = (first, first, 0, 0)
        var (run, runValue) = (0, first)
        for value in values {
            least = min(least, value)
            most = max(most, value)
            varintLength += value.varintLength
            if value == runValue {
                run += 1
            } else {
                runsLength += UInt64(run).varintLength + runValue.varintLength
                (run, runValue) = (1, value)
            }
        }
        runsLength += UInt64(run).varintLength + runValue.varintLength
        if least == most {
            var content: [UInt8] = []
            content.append(varint: first)
            return append(constant, content, to: &bytes)
        }
        let width = UInt64.bitWidth - (most - least).leadingZeroBitCount
        let packedLength = width > 32 ? Int.max : least.varintLength + 1 + (values.count * width + 7) / 8
        if packedLength <= min(varintLength, runsLength) {
            append(packed, packedContent(values, least: least, width: width), to: &bytes)
        } else if runsLength < varintLength {
            append(runs, runsContent(values), to: &bytes)
        } else {
            var content: [UInt8] = []
            content.reserveCapacity(varintLength)
            for value in values { content.append(varint: value) }
            append(varints, content, to: &bytes)
        }
    }

    private static func append(_ way: UInt8, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(way)
        bytes.append(varint: UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    private static func runsContent(_ values: [UInt64]) -> [UInt8] {
        var content: [UInt8] = []
        var start = 0
        for index in 1...values.count where index == values.count || values[index] != values[start] {
            content.append(varint: UInt64(index - start))
            content.append(varint: values[start])
            start = index
        }
        return content
    }

    private static func packedContent(_ values: [UInt64], least: UInt64, width: Int) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(16 + values.count * width / 8)
        content.append(varint: least)
        content.append(UInt8(width))
        var (bits, held): (UInt64, Int) = (0, 0)
        for value in values {
            // At most 7 bits are held over, so that 39 are needed at most.
            bits |= (value - least) << UInt64(held)
            held += width
            while held >= 8 {
                content.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                held -= 8
            }
        }
        if held > 0 { content.append(UInt8(truncatingIfNeeded: bits)) }
        return content
    }
}
