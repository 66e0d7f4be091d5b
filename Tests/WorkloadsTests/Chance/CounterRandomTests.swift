import Testing

@testable import Workloads

@Suite struct CounterRandomTests {
    /// Published outputs of SplitMix64 (the generator that seeds xoshiro) for the state 1234567.
    @Test func mixesAsSplitMix64Does() {
        let stream = CounterRandom(start: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { stream.bits($0) } == expected)
    }

    @Test func drawsAreEvenOverSixteenCells() {
        var cells = [Int](repeating: 0, count: 16)
        for owner in 0..<1_000 as Range<UInt64> {
            let stream = CounterRandom(seed: 3, owner: owner, use: .arrival)
            for index in 0..<16 as Range<UInt64> { cells[Int(stream.unit(index) * 16)] += 1 }
        }
        // 99.99th percentile of chi-square with 15 degrees of freedom.
        let chiSquare = cells.reduce(0) { $0 + Double(($1 - 1_000) * ($1 - 1_000)) / 1_000 }
        #expect(chiSquare < 44.3)
    }

    @Test func ownersUsesAndSeedsHaveDifferentStreams() {
        let base = CounterRandom(seed: 1, owner: 1, use: .arrival)
        #expect(base.bits(0) != CounterRandom(seed: 2, owner: 1, use: .arrival).bits(0))
        #expect(base.bits(0) != CounterRandom(seed: 1, owner: 2, use: .arrival).bits(0))
        #expect(base.bits(0) != CounterRandom(seed: 1, owner: 1, use: .payloadSlot).bits(0))
        #expect(base.bits(0) != base.sibling(.payloadSlot).bits(0))
        #expect(base.bits(0) != base.bits(1))
    }
}
