internal import KafkaWire

/// The header of a record batch (magic 2) as a producer sent it, read where it lies.
struct BatchHeader {
    let baseOffset: Int64
    /// The whole batch, the header included.
    let size: Int
    let magic: Int8
    let checksum: UInt32
    let attributes: UInt16
    let lastOffsetDelta: Int32
    let baseTimestamp: Int64
    var maxTimestamp: Int64
    let producerID: Int64
    let producerEpoch: Int16
    let baseSequence: Int32
    let recordCount: Int32

    /// Bytes before the first record.
    static let length = 61

    /// Reads the header of the first batch; nil where too few bytes are there for one.
    init?(_ bytes: WireBytes) {
        guard bytes.count >= Self.length else { return nil }
        baseOffset = bytes.number(at: 0)
        let length: Int32 = bytes.number(at: 8)
        size = Int(length) + 12
        magic = bytes.number(at: 16)
        checksum = bytes.number(at: 17)
        attributes = bytes.number(at: 21)
        lastOffsetDelta = bytes.number(at: 23)
        baseTimestamp = bytes.number(at: 27)
        maxTimestamp = bytes.number(at: 35)
        producerID = bytes.number(at: 43)
        producerEpoch = bytes.number(at: 51)
        baseSequence = bytes.number(at: 53)
        recordCount = bytes.number(at: 57)
    }

    /// nil for a number that is no codec's.
    var codec: CompressionCodec? { CompressionCodec(rawValue: UInt8(attributes & 7)) }
    var hasLogAppendTime: Bool { attributes & 1 << 3 != 0 }
    var isTransactional: Bool { attributes & 1 << 4 != 0 }
    var isControl: Bool { attributes & 1 << 5 != 0 }
    var hasProducer: Bool { producerID >= 0 }

    /// The number of the last record among those of its producer; it begins again at 0 after the highest.
    var lastSequence: Int32 { Self.sequence(baseSequence, plus: lastOffsetDelta) }

    static func sequence(_ first: Int32, plus delta: Int32) -> Int32 {
        let sum = Int64(first) + Int64(delta)
        return sum > Int64(Int32.max) ? Int32(truncatingIfNeeded: sum - Int64(Int32.max) - 1) : Int32(sum)
    }
}

extension ArraySlice<UInt8> {
    /// A big-endian number so many bytes from the beginning; the caller knows that they are there.
    func number<Value: FixedWidthInteger>(at offset: Int) -> Value {
        var value: Value = 0
        let first = startIndex + offset
        for index in first..<first + Value.bitWidth / 8 { value = value << 8 | Value(truncatingIfNeeded: self[index]) }
        return value
    }
}

extension [UInt8] {
    /// Writes a big-endian number over the bytes at an index.
    mutating func put<Value: FixedWidthInteger>(_ value: Value, at index: Int) {
        for place in 0..<Value.bitWidth / 8 {
            self[index + place] = UInt8(truncatingIfNeeded: value >> Value(Value.bitWidth - 8 * (place + 1)))
        }
    }
}
