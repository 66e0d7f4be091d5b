/// Bytes as lower-case hexadecimal digits, by table.
enum Hexadecimal {
    /// The two digits of each byte, as a little-endian pair.
    private static let pairs: [UInt16] = (0..<256).map { byte in
        let digits = Array("0123456789abcdef".utf8)
        return UInt16(digits[byte >> 4]) | UInt16(digits[byte & 15]) << 8
    }

    /// The value of each digit; 255 for what is none.
    private static let values: [UInt8] = (0..<256).map { character in
        switch UInt8(character) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(character) - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(character) - UInt8(ascii: "a") + 10
        default: 255
        }
    }

    /// Writes `2 * count` digits.
    static func encode(_ bytes: UnsafeRawPointer, count: Int, to text: UnsafeMutableRawPointer) {
        pairs.withUnsafeBufferPointer { pairs in
            for index in 0..<count {
                let pair = pairs[Int(bytes.load(fromByteOffset: index, as: UInt8.self))]
                text.storeBytes(of: pair, toByteOffset: 2 * index, as: UInt16.self)
            }
        }
    }

    /// Reads `2 * count` digits; false where one is none.
    static func decode(_ text: UnsafeRawPointer, count: Int, to bytes: UnsafeMutableRawPointer) -> Bool {
        values.withUnsafeBufferPointer { values in
            var wrong: UInt8 = 0
            for index in 0..<count {
                let high = values[Int(text.load(fromByteOffset: 2 * index, as: UInt8.self))]
                let low = values[Int(text.load(fromByteOffset: 2 * index + 1, as: UInt8.self))]
                wrong |= high | low
                bytes.storeBytes(of: high << 4 | low & 15, toByteOffset: index, as: UInt8.self)
            }
            return wrong < 16
        }
    }
}
