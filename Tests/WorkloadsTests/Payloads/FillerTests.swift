import Foundation
import ScenarioModel
import Testing
import Workloads

/// Entropy as an order-0 coder would find it: bits a byte over the values without their stamps.
@Suite struct FillerTests {
    private func bitsPerByte(_ shape: Payload.Shape, entropy: Double, skip: Int) -> Double {
        let arena = Fixture([.trucks(payload: Payload(shape: shape, size: .fixed(2_048), entropy: entropy))])
            .tables.payloads
        var counts = [Int](repeating: 0, count: 256)
        for slot in 0..<arena.count {
            let start = arena.offset[slot]
            for byte in arena.bytes[(start + skip)..<(start + arena.length[slot])] { counts[Int(byte)] += 1 }
        }
        let total = Double(counts.reduce(0, +))
        return counts.reduce(0) { sum, count in
            count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
        }
    }

    /// A share e of random bytes among constant ones has h(e) + 8e bits, a little less as a random byte may be the
    /// constant one.
    @Test(arguments: [(0, 0), (0.25, 2.80), (0.5, 4.99), (1, 8)] as [(Double, Double)])
    func binaryFillerHasTheEntropyOfItsShare(entropy: Double, bits: Double) {
        #expect((bitsPerByte(.random, entropy: entropy, skip: 56) - bits).magnitude < 0.02)
    }

    @Test func textFillerRunsFromConstantToPrintable() {
        let (low, middle, high) = (
            bitsPerByte(.telemetry, entropy: 0, skip: 320), bitsPerByte(.telemetry, entropy: 0.5, skip: 320),
            bitsPerByte(.telemetry, entropy: 1, skip: 320)
        )
        #expect(low < 0.02)
        #expect((middle - (1 + 0.5 * 6.54)).magnitude < 0.1)
        #expect((high - 6.54).magnitude < 0.02)
    }

    @Test(arguments: [0.1, 0.33, 0.5, 0.9])
    func randomShareHoldsOverTheWholeValue(entropy: Double) {
        let arena = Fixture([.trucks(payload: Payload(size: .fixed(56 + 3_200), entropy: entropy))]).tables.payloads
        let zeros = arena.bytes[(arena.offset[0] + 56)..<arena.offset[1]].count { $0 == 0 }
        // Of the random bytes one in 256 is zero too.
        #expect((Double(3_200 - zeros) - entropy * 3_200).magnitude <= 3 + entropy * 3_200 / 64)
    }
}
