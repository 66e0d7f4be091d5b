/// A 64-bit fingerprint of a plan: all events of all shares in their order, and the bytes of all values.
///
/// Method: word by word through an invertible mixer (SplitMix64's), each share's stream on its own; the shares' sums and
/// the values' in the order of the shares. Equal plans have equal digests; it is no defence against an adversary.
package struct PlanDigest: Hashable, Sendable {
    package private(set) var value: UInt64

    /// Of the values alone.
    package init(_ arena: PayloadArena) {
        value = 0x5EA7_121A_1D16_E571
        var word: UInt64 = 0
        for (index, byte) in arena.bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if index & 7 == 7 { add(word) }
        }
        add(word)
        add(UInt64(arena.bytes.count))
        for slot in 0..<arena.count { add(UInt64(arena.offset[slot]) << 32 | UInt64(arena.length[slot])) }
    }

    /// Of nothing yet.
    package init() {
        value = 0
    }

    @inline(__always)
    package mutating func add(_ word: UInt64) {
        var z = (value ^ word) &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = z ^ (z >> 27)
    }

    /// The events of a chunk, in their order.
    package mutating func add(_ chunk: borrowing PlanChunk) {
        for index in 0..<chunk.count {
            add(chunk.intendedNs[index])
            add(chunk.eventNs[index])
            add(UInt64(chunk.device[index]) << 32 | UInt64(chunk.sequence[index]))
            add(UInt64(chunk.lane[index]) << 32 | UInt64(chunk.key[index]))
            add(UInt64(chunk.payload[index]) << 32 | UInt64(chunk.marks[index].rawValue) << 24 | UInt64(chunk.phase))
        }
    }

    /// The same number in 16 hexadecimal digits.
    package var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
