/// Writes the primitive types of the Kafka protocol, in the form that a version of an API has them.
package struct WireWriter: Sendable {
    /// The version of the API that the message is in.
    package let version: Int16
    /// Whether the version has compact lengths and tagged fields (KIP-482).
    package let isFlexible: Bool

    private(set) var bytes: [UInt8] = []

    init(version: Int16, isFlexible: Bool) {
        self.version = version
        self.isFlexible = isFlexible
    }

    mutating func write(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func writeUnsignedVarint(_ value: UInt32) { writeVariable(UInt64(value)) }

    /// Zigzag: small negative numbers stay short.
    mutating func writeVarint(_ value: Int32) {
        writeVariable(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
    }

    mutating func writeVarlong(_ value: Int64) { writeVariable(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    /// A text and its length; of one longer than the protocol has room for, the beginning.
    mutating func write(_ text: String?) {
        guard let text else {
            if isFlexible { writeUnsignedVarint(0) } else { write(Int16(-1)) }
            return
        }
        var units = Array(text.utf8.prefix(Int(Int16.max)))
        if units.count < text.utf8.count {
            // No character is cut in two.
            while let last = units.last, last & 0xc0 == 0x80 { units.removeLast() }
            units.removeLast()
        }
        if isFlexible { writeUnsignedVarint(UInt32(units.count) + 1) } else { write(Int16(units.count)) }
        bytes += units
    }

    /// Bytes with their length in front; nil is null.
    mutating func writeBytes(_ value: WireBytes?) {
        writeCount(value?.count)
        if let value { bytes += value }
    }

    /// The length of bytes or of an array; nil is null.
    mutating func writeCount(_ count: Int?) {
        if isFlexible { writeUnsignedVarint(UInt32((count ?? -1) + 1)) } else { write(Int32(count ?? -1)) }
    }

    /// Tagged fields, in the order of their numbers.
    mutating func writeTags(_ tags: [UInt32: [UInt8]]) {
        writeUnsignedVarint(UInt32(tags.count))
        for (tag, bytes) in tags.sorted(by: { $0.key < $1.key }) {
            writeUnsignedVarint(tag)
            writeUnsignedVarint(UInt32(bytes.count))
            append(bytes)
        }
    }

    /// Writes over the first four bytes how many follow them.
    mutating func putSizeInFront() {
        let size = UInt32(bytes.count - 4)
        for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: size >> UInt32(24 - 8 * place)) }
    }

    /// Appends bytes as they are.
    mutating func append(_ raw: [UInt8]) { bytes += raw }

    private mutating func writeVariable(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }
}
