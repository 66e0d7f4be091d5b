internal import KafkaWire

/// Random choices that a seed repeats (SplitMix64).
struct LabRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    /// An id as topics have, of the form of a random UUID.
    mutating func topicID() -> WireID {
        WireID(high: next() & ~0xf000 | 0x4000, low: next() & ~(3 << 62) | 2 << 62)
    }

    /// 22 letters and digits, as Kafka's cluster ids are.
    mutating func clusterID() -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<22).map { _ in letters[Int(next() % UInt64(letters.count))] })
    }
}
