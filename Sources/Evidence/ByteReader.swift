/// Reads bytes and varints from the front, and never past the end.
struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() throws(HistogramEncodingError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .endsTooEarly }
        return byte
    }

    /// An unsigned LEB128 number of at most 64 bits.
    mutating func varint() throws(HistogramEncodingError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            let bits = UInt64(byte & 0x7f)
            guard shift < 63 || shift == 63 && bits <= 1 else { throw .numberTooLarge }
            value |= bits << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
    }
}

extension [UInt8] {
    /// Appends unsigned LEB128.
    mutating func append(varint value: UInt64) {
        var value = value
        while value >= 0x80 {
            append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        append(UInt8(value))
    }
}
