/// Bytes of a chosen entropy: of every block of 32, a share is random and the rest one constant byte.
///
/// The constant bytes of a block lie together, so that a compressor finds them: what it cannot shrink is about the share
/// itself. At 0 everything is constant, at 1 everything random. Text draws from the 93 printable ASCII characters that
/// JSON needs no escape for, so even at 1 it shrinks to about 0.82 (log2 93 of 8 bits).
struct Filler {
    private static let block = 32
    private static let characters: [UInt8] = (0x21...0x7E).filter {
        $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }

    let random: CounterRandom
    let entropy: Double
    private var draws: UInt64 = 0

    init(random: CounterRandom, entropy: Double) {
        self.random = random
        self.entropy = entropy
    }

    /// Appends binary filler; its constant byte is 0.
    mutating func appendBinary(_ count: Int, to bytes: inout [UInt8]) {
        append(count, constant: 0, to: &bytes) { UInt8(truncatingIfNeeded: $0 >> 56) }
    }

    /// Appends filler for the inside of a JSON string; its constant byte is `.`.
    mutating func appendText(_ count: Int, to bytes: inout [UInt8]) {
        append(count, constant: UInt8(ascii: "."), to: &bytes) { bits in
            Filler.characters[Int(bits.multipliedFullWidth(by: UInt64(Filler.characters.count)).high)]
        }
    }

    private mutating func append(
        _ count: Int, constant: UInt8, to bytes: inout [UInt8], character: (UInt64) -> UInt8
    ) {
        var index = 0
        while index < count {
            let end = min(count, index + Filler.block)
            // The difference of rounded totals, so that the share holds over the whole and not only up to rounding.
            let randomBytes = randomTotal(end) - randomTotal(index)
            for _ in 0..<randomBytes {
                bytes.append(character(random.bits(draws)))
                draws += 1
            }
            bytes.append(contentsOf: repeatElement(constant, count: end - index - randomBytes))
            index = end
        }
    }

    /// How many of the first `count` bytes are random.
    private func randomTotal(_ count: Int) -> Int { Int((entropy * Double(count)).rounded()) }
}
