/// Numbers the distinct keys of a capture in the order in which they come, by their salted 64-bit hashes.
///
/// Open addressing with linear probing: the hashes are even already. Two keys with one hash count as one key; among a
/// million keys that has a chance of about one in 37 million.
package struct KeyInterner: Sendable {
    /// In the order of their numbers.
    package private(set) var hashes: [UInt64] = []
    /// Numbers by the low bits of their hash; `TraceEvent.noKey` where nothing is.
    private var slots: [UInt32]
    /// Most distinct keys that are told apart.
    private let most: Int
    /// How many times a key that came after `most` others was given the number of one of them.
    package private(set) var shared: Int64 = 0

    /// Beyond `most` distinct keys, which bound its memory at about 30 bytes each, a new key shares another's number, always the
    /// same one.
    package init(most: Int = Int(TraceEvent.noKey)) {
        precondition((1...Int(TraceEvent.noKey)).contains(most), "an interner of at most \(most) keys")
        self.most = most
        slots = Array(repeating: TraceEvent.noKey, count: 1024)
    }

    package var count: Int { hashes.count }

    /// The key's number, a new one where it was not seen before.
    package mutating func intern(_ hash: UInt64) -> UInt32 {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != TraceEvent.noKey {
            if hashes[Int(slots[slot])] == hash { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard hashes.count < most else {
            shared += 1
            // From the high bits: the low ones chose the slot.
            return UInt32((hash >> 32) % UInt64(most))
        }
        let number = UInt32(hashes.count)
        slots[slot] = number
        hashes.append(hash)
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = Array(repeating: TraceEvent.noKey, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != TraceEvent.noKey { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number)
        }
    }
}
