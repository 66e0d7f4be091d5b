/// What can stand in a field of a message: a number, a text, bytes, an array, a structure.
package protocol WireElement: Hashable, Sendable {
    /// Reads it, writes it or describes it, whichever the coder is at.
    mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError)

    /// What is read into.
    init()
}

/// An element that may be null.
package protocol NullableWireElement: WireElement {
    static func codeNullable(
        _ value: inout Self?, _ name: StaticString, with coder: inout MessageCoder
    ) throws(WireError)
}

/// Bytes of a message; they share its storage.
package typealias WireBytes = ArraySlice<UInt8>

/// A group of fields in a fixed order.
///
/// One function tells the order for both directions, so that what is written is what is read.
package protocol WireStructure: NullableWireElement {
    /// Names each field of the coder's version, in the order that they have in the message, the tagged ones last.
    mutating func fields(_ code: inout MessageCoder) throws(WireError)
}

extension WireStructure {
    /// The default value with changes: `Topic { $0.name = "positions" }`.
    package init(_ change: (inout Self) -> Void) {
        self.init()
        change(&self)
    }

    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try coder.structure(&self)
    }

    /// A byte in front tells whether it is there (KIP-893).
    package static func codeNullable(
        _ value: inout Self?, _ name: StaticString, with coder: inout MessageCoder
    ) throws(WireError) {
        switch coder.mode {
        case .writing:
            coder.writer.write(Int8(value == nil ? -1 : 1))
            try value?.code(name, with: &coder)
        case .reading:
            guard try coder.reader.int8("\(name)") >= 0 else {
                value = nil
                return
            }
            var there = Self()
            try there.code(name, with: &coder)
            value = there
        case .describing:
            guard value != nil else { return coder.text.append("null") }
            try value?.code(name, with: &coder)
        }
    }
}

/// A 16-byte id, as topics have since Kafka 2.8 (KIP-516).
package struct WireID: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// No id.
    package static let zero = WireID(high: 0, low: 0)

    package var isZero: Bool { self == .zero }
}

extension WireID: CustomStringConvertible {
    /// Hexadecimal, as a UUID is written.
    package var description: String {
        let digits = [high, low].map { half in
            let text = String(half, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}
