import Traces

/// SplitMix64: the same stream for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension TraceEvent {
    /// Devices that report by the second or so: millisecond timestamps, keys of 7 to 10 bytes, values of 200 to 320.
    static func regular(
        _ count: Int, devices: UInt32 = 10_000, seed: UInt64 = 1, topic: Int = 0, partition: Int32 = 0
    ) -> [TraceEvent] {
        var random = SeededGenerator(seed: seed)
        var arrivalNs: UInt64 = 0
        return (0..<count).map { _ in
            arrivalNs += .random(in: 0...4, using: &random) * 1_000_000
            let key = UInt32.random(in: 0..<devices, using: &random)
            return TraceEvent(
                arrivalNs: arrivalNs, topic: topic, partition: partition, key: key,
                keyBytes: 6 + Int32("\(key)".count), valueBytes: .random(in: 200...320, using: &random),
                headerCount: 2, headerBytes: 48)
        }
    }
}
