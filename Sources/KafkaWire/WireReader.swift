/// Reads the primitive types of the Kafka protocol from the front of a message, and never past its end.
///
/// Every call names the field it reads, so that an error says where a message broke. Strings, byte arrays and arrays
/// are read in their compact form where the message is flexible (KIP-482).
package struct WireReader: Sendable {
    /// The version of the API that the message is in.
    package private(set) var version: Int16
    /// Whether the version has compact lengths and tagged fields.
    package private(set) var isFlexible: Bool
    /// What is read, for errors: `Fetch v12 response of broker-1:9092`.
    let place: String

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>, version: Int16, isFlexible: Bool, place: String) {
        self.bytes = bytes
        self.version = version
        self.isFlexible = isFlexible
        self.place = place
        position = bytes.startIndex
    }

    /// Bytes that were not read yet.
    var remaining: Int { bytes.endIndex - position }

    private var offset: Int { position - bytes.startIndex }

    /// The next `count` bytes; they share the message's storage.
    mutating func take(_ count: Int, _ field: String) throws(WireError) -> ArraySlice<UInt8> {
        guard count >= 0 else { throw fault(field, "has the length \(count)") }
        guard count <= remaining else { throw fault(field, "needs \(count) bytes, and \(remaining) are left") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// What is left is in another version, one before the flexible ones.
    mutating func goOn(inVersion version: Int16) {
        self.version = version
        isFlexible = false
    }

    /// Goes to the end unless what is left is one array of elements of `width` bytes, no more and no less.
    mutating func passOver(unlessElementsOf width: Int) -> Bool {
        var ahead = self
        do throws(WireError) {
            let count: Int32 = try ahead.integer("count")
            if count >= 0, ahead.remaining == Int(count) * width { return false }
        } catch {
            // Too short for a count.
        }
        position = bytes.endIndex
        return true
    }

    /// A reader of a part of the message.
    func beginning(with part: WireBytes) -> WireReader {
        WireReader(part, version: version, isFlexible: isFlexible, place: place)
    }

    /// Throws when something is left over: both sides must mean the same layout.
    func expectEnd() throws(WireError) {
        guard remaining == 0 else { throw .malformed(at: place, "\(remaining) bytes are left over at its end") }
    }

    func fault(_ field: String, _ what: String) -> WireError {
        .malformed(at: place, "'\(field)' at byte \(offset) \(what)")
    }
}

// Numbers: big-endian, or variable-length with the low bits first.
extension WireReader {
    mutating func int8(_ field: String) throws(WireError) -> Int8 { try integer(field) }
    mutating func int16(_ field: String) throws(WireError) -> Int16 { try integer(field) }
    mutating func int32(_ field: String) throws(WireError) -> Int32 { try integer(field) }
    mutating func int64(_ field: String) throws(WireError) -> Int64 { try integer(field) }
    mutating func uint32(_ field: String) throws(WireError) -> UInt32 { try integer(field) }
    mutating func code(_ field: String) throws(WireError) -> BrokerCode { BrokerCode(rawValue: try integer(field)) }

    /// Any byte but 0 is true, as Kafka reads it.
    mutating func bool(_ field: String) throws(WireError) -> Bool { try int8(field) != 0 }

    /// An unsigned number of at most 32 bits in at most five bytes.
    mutating func unsignedVarint(_ field: String) throws(WireError) -> UInt32 {
        UInt32(try variable(field, bits: 32))
    }

    /// A zigzag number of at most 32 bits.
    mutating func varint(_ field: String) throws(WireError) -> Int32 {
        let value = UInt32(try variable(field, bits: 32))
        return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
    }

    /// A zigzag number of at most 64 bits.
    mutating func varlong(_ field: String) throws(WireError) -> Int64 {
        let value = try variable(field, bits: 64)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func integer<Value: FixedWidthInteger>(_ field: String) throws(WireError) -> Value {
        try take(Value.bitWidth / 8, field).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    private mutating func variable(_ field: String, bits: Int) throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift = 0
        while true {
            let byte = try int8(field)
            let low = UInt64(UInt8(bitPattern: byte) & 0x7f)
            guard shift < bits, shift + 7 <= bits || low >> UInt64(bits - shift) == 0 else {
                throw fault(field, "is a variable-length number of more than \(bits) bits")
            }
            value |= low << UInt64(shift)
            if byte >= 0 { return value }
            shift += 7
        }
    }
}

// What has a length in front.
extension WireReader {
    mutating func string(_ field: String) throws(WireError) -> String {
        guard let text = try nullableString(field) else { throw fault(field, "is null, and may not be") }
        return text
    }

    mutating func nullableString(_ field: String) throws(WireError) -> String? {
        let length = isFlexible ? try compactLength(field) : Int(try int16(field))
        if length == -1 { return nil }
        // Compact lengths could say more, and Kafka takes no more either.
        guard length <= Int(Int16.max) else { throw fault(field, "has the length \(length)") }
        guard let text = String(validating: try take(length, field), as: UTF8.self) else {
            throw fault(field, "is no UTF-8 text")
        }
        return text
    }

    /// Shares the message's storage.
    mutating func nullableBytes(_ field: String) throws(WireError) -> ArraySlice<UInt8>? {
        let length = isFlexible ? try compactLength(field) : Int(try int32(field))
        return length == -1 ? nil : try take(length, field)
    }

    mutating func bytes(_ field: String) throws(WireError) -> ArraySlice<UInt8> {
        guard let bytes = try nullableBytes(field) else { throw fault(field, "is null, and may not be") }
        return bytes
    }

    /// The number of elements that follow; nil for the null array.
    mutating func elementCount(_ field: String) throws(WireError) -> Int? {
        let count = isFlexible ? try compactLength(field) : Int(try int32(field))
        if count == -1 { return nil }
        // No element is shorter than a byte.
        guard (0...remaining).contains(count) else {
            throw fault(field, "claims \(count) elements, and \(remaining) bytes are left")
        }
        return count
    }

    /// Reads over the tagged fields at the end of a structure; there are none in a version that is not flexible.
    mutating func skipTags() throws(WireError) {
        if isFlexible { _ = try tags() }
    }

    /// The tagged fields at the end of a structure, by their numbers; of a number that comes twice, the last.
    mutating func tags() throws(WireError) -> [UInt32: WireBytes] {
        var tags: [UInt32: WireBytes] = [:]
        for _ in 0..<(try unsignedVarint("tagged fields")) {
            let tag = try unsignedVarint("tag")
            tags[tag] = try take(Int(try unsignedVarint("size of a tagged field")), "tagged field")
        }
        return tags
    }

    /// -1 for null: compact lengths are one more than the length.
    private mutating func compactLength(_ field: String) throws(WireError) -> Int {
        Int(try unsignedVarint(field)) - 1
    }
}
