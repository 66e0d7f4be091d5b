/// Reads JSON text (RFC 8259) from its first byte to its last, without allocating.
///
/// Strict: no byte behind the end, no lone surrogate's bytes or other broken UTF-8, no leading zeros. Containers nest 64
/// deep at most. Of numbers it says whether they are whole, nothing of their size.
struct JSONScanner {
    enum Kind: Hashable {
        case object, array, string, whole, fraction, boolean, null
    }

    private static let deepest = 64

    private let bytes: UnsafeRawPointer
    private let count: Int
    private var position = 0

    private init(_ bytes: UnsafeRawPointer, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// Whether the bytes are one object and nothing else; `member` is told of each of its own members: the name as it is
    /// written, escapes and all, and what its value is.
    @inline(__always)
    static func readObject(
        _ bytes: UnsafeRawPointer, count: Int, member: (UnsafeRawBufferPointer, Kind) -> Void
    ) -> Bool {
        var scanner = JSONScanner(bytes, count: count)
        return scanner.readObject(member)
    }

    @inline(__always)
    private mutating func readObject(_ member: (UnsafeRawBufferPointer, Kind) -> Void) -> Bool {
        skipBlanks()
        guard take(UInt8(ascii: "{")) else { return false }
        skipBlanks()
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                let first = position + 1
                guard readString() else { return false }
                let name = UnsafeRawBufferPointer(start: bytes + first, count: position - 1 - first)
                guard readColon(), let kind = readValue() else { return false }
                member(name, kind)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { return false }
        }
        skipBlanks()
        return position == count
    }

    // MARK: Values

    /// Reads one value, however deep, and says what it is; nil where it is none.
    private mutating func readValue() -> Kind? {
        // One bit a level, the innermost lowest: whether it is an object. The object around it all is not counted.
        var isObject: UInt64 = 0
        var depth = 0
        var outermost: Kind?
        while true {
            guard let kind = readScalarOrOpening() else { return nil }
            outermost = outermost ?? kind
            if kind == .object || kind == .array {
                depth += 1
                guard depth < JSONScanner.deepest else { return nil }
                isObject = isObject << 1 | (kind == .object ? 1 : 0)
                skipBlanks()
                if !take(kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    if kind == .object { guard readName() else { return nil } }
                    continue
                }
                depth -= 1
                isObject >>= 1
            }
            // A value has ended: on to the next one, or out of the containers that end with it.
            while depth > 0 {
                skipBlanks()
                if take(UInt8(ascii: ",")) {
                    if isObject & 1 == 1 { guard readName() else { return nil } }
                    break
                }
                guard take(isObject & 1 == 1 ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return nil }
                depth -= 1
                isObject >>= 1
            }
            if depth == 0 { return outermost }
        }
    }

    private mutating func readName() -> Bool {
        skipBlanks()
        return readString() && readColon()
    }

    private mutating func readColon() -> Bool {
        skipBlanks()
        return take(UInt8(ascii: ":"))
    }

    /// A container's opening bracket, or a whole value of any other kind.
    private mutating func readScalarOrOpening() -> Kind? {
        skipBlanks()
        guard position < count else { return nil }
        switch byte(position) {
        case UInt8(ascii: "{"):
            position += 1
            return .object
        case UInt8(ascii: "["):
            position += 1
            return .array
        case UInt8(ascii: "\""): return readString() ? .string : nil
        case UInt8(ascii: "t"): return readWord("true") ? .boolean : nil
        case UInt8(ascii: "f"): return readWord("false") ? .boolean : nil
        case UInt8(ascii: "n"): return readWord("null") ? .null : nil
        default: return readNumber()
        }
    }

    private mutating func readWord(_ word: StaticString) -> Bool {
        guard count - position >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where byte(position + index) != word.utf8Start[index] { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    private mutating func readNumber() -> Kind? {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { guard readDigits() > 0 else { return nil } }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            let first = position
            guard readDigits() > 0 else { return nil }
            // 12.0 is as whole as 12 (JSON Schema, 6.3.1).
            for index in first..<position where byte(index) != UInt8(ascii: "0") { isWhole = false }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard readDigits() > 0 else { return nil }
        }
        return isWhole ? .whole : .fraction
    }

    private mutating func readDigits() -> Int {
        let first = position
        while position < count, JSONScanner.isDigit(byte(position)) { position += 1 }
        return position - first
    }

    // MARK: Strings

    private mutating func readString() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while true {
            skipPlainText()
            guard position < count else { return false }
            switch byte(position) {
            case UInt8(ascii: "\""):
                position += 1
                return true
            case UInt8(ascii: "\\"): guard readEscape() else { return false }
            case 0..<0x20: return false
            case 0x80...: guard readMultibyte() else { return false }
            default: position += 1
            }
        }
    }

    /// Eight bytes at a time, as long as none of them is a quote, a backslash, a control or outside ASCII.
    private mutating func skipPlainText() {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        while count - position >= 8 {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // The high bit of (x - n) & ~x: some byte of x is below n; exact for whether there is any.
            let found =
                (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word | word
            guard found & highs == 0 else { return }
            position += 8
        }
    }

    private mutating func readEscape() -> Bool {
        guard count - position >= 2 else { return false }
        switch byte(position + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
            return true
        case UInt8(ascii: "u"):
            guard count - position >= 6 else { return false }
            for index in 2..<6 where !JSONScanner.isHexadecimal(byte(position + index)) { return false }
            position += 6
            return true
        default: return false
        }
    }

    /// One character outside ASCII (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
    private mutating func readMultibyte() -> Bool {
        let lead = byte(position)
        let (length, lowest, highest): (Int, UInt8, UInt8)
        switch lead {
        case 0xC2...0xDF: (length, lowest, highest) = (2, 0x80, 0xBF)
        case 0xE0: (length, lowest, highest) = (3, 0xA0, 0xBF)
        case 0xED: (length, lowest, highest) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, lowest, highest) = (3, 0x80, 0xBF)
        case 0xF0: (length, lowest, highest) = (4, 0x90, 0xBF)
        case 0xF1...0xF3: (length, lowest, highest) = (4, 0x80, 0xBF)
        case 0xF4: (length, lowest, highest) = (4, 0x80, 0x8F)
        default: return false
        }
        guard count - position >= length, (lowest...highest).contains(byte(position + 1)) else { return false }
        for index in 2..<max(2, length) where byte(position + index) & 0xC0 != 0x80 { return false }
        position += length
        return true
    }

    // MARK: Bytes

    @inline(__always)
    private func byte(_ index: Int) -> UInt8 { bytes.load(fromByteOffset: index, as: UInt8.self) }

    @inline(__always)
    private mutating func take(_ wanted: UInt8) -> Bool {
        guard position < count, byte(position) == wanted else { return false }
        position += 1
        return true
    }

    @inline(__always)
    private mutating func skipBlanks() {
        while position < count {
            let next = byte(position)
            guard next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 else { return }
            position += 1
        }
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
    }
}
