/// Randomness by counter: the n-th draw of a stream is a hash of (stream, n), so any draw can be made on its own.
///
/// Method: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a Weyl
/// sequence put through a 64-bit mixer. The stream's start is itself a mix of what the stream belongs to, and every
/// use (arrival, payload, ...) has streams of its own, so that a new use does not shift an old one.
struct CounterRandom: Sendable {
    enum Use: UInt64 {
        case arrival = 1
        case phaseOffset
        case payloadSlot
        case payloadSize
        case payloadBytes
        case stickyPartition
        case retransmission
        case linkJitter
        case dropGap
        case dropLength
        case attemptWait
        case attemptLoss
        case outageShare
        case outageStart
        case rollout
        case resend
        case late
        case lateBy
        case malformed
        case clockSkew
        case fieldValue
    }

    /// The state before draw 0.
    let start: UInt64

    init(seed: UInt64, owner: UInt64, use: Use) {
        start = mix(mix(mix(seed &+ weylStep) ^ owner) &+ use.rawValue &* weylStep)
    }

    /// A stream from its state before draw 0.
    init(start: UInt64) {
        self.start = start
    }

    /// The stream of the same owner for another purpose, without hashing seed and owner again.
    func sibling(_ use: Use) -> CounterRandom {
        CounterRandom(start: mix(start ^ (use.rawValue &* 0xD6E8_FEB8_6659_FD93)))
    }

    /// 64 even bits.
    func bits(_ index: UInt64) -> UInt64 { mix(start &+ (index &+ 1) &* weylStep) }

    /// Even in [0, 1).
    func unit(_ index: UInt64) -> Double { Double(bits(index) >> 11) * 0x1p-53 }

    /// Even in (0, 1]: safe to take the logarithm of.
    func positiveUnit(_ index: UInt64) -> Double { Double((bits(index) >> 11) + 1) * 0x1p-53 }

    /// Even in 0 ..< bound.
    func below(_ bound: UInt64, _ index: UInt64) -> UInt64 { bits(index).multipliedFullWidth(by: bound).high }
}

private let weylStep: UInt64 = 0x9E37_79B9_7F4A_7C15

private func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
