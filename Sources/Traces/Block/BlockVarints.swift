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

    /// The unsigned LEB128 number at `position`, which moves past it and never past `end`.
    func varint(at position: inout Int, end: Int) throws(TraceBlockDamage) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte(at: &position, end: end)
            let bits = UInt64(byte & 0x7f)
            guard shift < 63 || shift == 63 && bits <= 1 else { throw .numberTooLarge }
            value |= bits << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
    }

    func byte(at position: inout Int, end: Int) throws(TraceBlockDamage) -> UInt8 {
        guard position < end else { throw .endsTooEarly }
        defer { position += 1 }
        return self[position]
    }
}

extension UInt64 {
    /// Bytes of its unsigned LEB128.
    var varintLength: Int { Swift.max(1, (UInt64.bitWidth - leadingZeroBitCount + 6) / 7) }
}
