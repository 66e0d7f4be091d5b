@testable import KafkaWire

/// Bytes from their hexadecimal digits; spaces are only for the eye.
func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { digit -> UInt8 in
        guard let value = digit.hexDigitValue else { preconditionFailure("'\(digit)' is no hexadecimal digit") }
        return UInt8(value)
    }
    precondition(digits.count.isMultiple(of: 2), "half a byte in \(text)")
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

extension WireReader {
    /// A reader of a message of a made-up place.
    static func of(_ bytes: [UInt8], flexible: Bool = false) -> WireReader {
        WireReader(bytes[...], version: 0, isFlexible: flexible, place: "test")
    }
}

/// What `body` throws; nil where it throws nothing.
func wireError(_ body: () throws(WireError) -> Void) -> WireError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

/// The same for what has to be awaited.
func awaitedWireError(_ body: () async throws(WireError) -> Void) async -> WireError? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}

/// Seeded, so that a failure comes again: SplitMix64 (Steele, Lea and Flood, 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
