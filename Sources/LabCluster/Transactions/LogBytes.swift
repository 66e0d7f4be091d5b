internal import KafkaWire

/// Numbers and texts one behind the other, as records of a coordinator's log have them.
struct LogBytes {
    private(set) var bytes: [UInt8] = []

    init() {}

    init(_ value: some FixedWidthInteger) { add(value) }

    mutating func add<Value: FixedWidthInteger>(_ value: Value) {
        let place = bytes.count
        bytes += [UInt8](repeating: 0, count: Value.bitWidth / 8)
        bytes.put(value, at: place)
    }

    /// A text with its length in two bytes; what is longer than a length can say is left out.
    mutating func add(_ text: String) {
        let text = text.utf8.prefix(Int(Int16.max))
        add(Int16(text.count))
        bytes += text
    }

    /// A text with its length and one as a compact number.
    mutating func add(compact text: String) {
        add(compact: text.utf8.count + 1)
        bytes += text.utf8
    }

    /// An unsigned number in groups of seven bits.
    mutating func add(compact value: Int) {
        var rest = UInt32(clamping: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A field that is only there where it is not its default.
    mutating func add(tag: Int, _ value: LogBytes) {
        add(compact: tag)
        add(compact: value.bytes.count)
        bytes += value.bytes
    }
}
