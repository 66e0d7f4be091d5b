import LoadEngine
import Testing

@Suite struct OrdinalSetTests {
    @Test func inOrderOrdinalsMakeOneRun() {
        var set = OrdinalSet()
        for ordinal in 0..<1000 as Range<UInt32> { #expect(set.insert(ordinal) == .advanced) }
        #expect(set.runs == [OrdinalSet.Run(start: 0, end: 1000)])
        #expect(set.count == 1000)
    }

    @Test func aSecondInsertionIsRepeated() {
        var set = OrdinalSet()
        _ = set.insert(7)
        #expect(set.insert(7) == .repeated)
        #expect(set.count == 1)
    }

    @Test func aLateOrdinalIsOutOfOrderOnceAndThenRepeated() {
        var set = OrdinalSet()
        for ordinal in [0, 1, 3, 4] as [UInt32] { _ = set.insert(ordinal) }
        #expect(set.insert(2) == .outOfOrder)
        #expect(set.insert(2) == .repeated)
        #expect(set.runs == [OrdinalSet.Run(start: 0, end: 5)])
    }

    @Test func aMemberThatJoinsLaterStartsItsRunThere() {
        var set = OrdinalSet()
        #expect(set.insert(500) == .advanced)
        #expect(set.insert(501) == .advanced)
        #expect(set.runs == [OrdinalSet.Run(start: 500, end: 502)])
    }

    /// Every order of six insertions, against the plainest model there is.
    @Test func everyOrderOfSixAgreesWithAPlainSet() {
        for permutation in permutations(of: [0, 1, 2, 4, 5, 9]) {
            var set = OrdinalSet()
            var model: Set<UInt32> = []
            for ordinal in permutation {
                let expected: OrdinalSet.Insertion =
                    model.contains(ordinal)
                    ? .repeated : ordinal > model.max() ?? 0 || model.isEmpty ? .advanced : .outOfOrder
                #expect(set.insert(ordinal) == expected, "\(ordinal) of \(permutation)")
                model.insert(ordinal)
                #expect(set.insert(ordinal) == .repeated)
            }
            #expect(set.runs.flatMap { Array($0.start..<$0.end) } == model.sorted())
        }
    }

    @Test(arguments: 0..<200) func randomInsertionsAgreeWithAPlainSet(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var (set, other) = (OrdinalSet(), OrdinalSet())
        var (model, otherModel): (Set<UInt32>, Set<UInt32>) = ([], [])
        for _ in 0..<120 {
            let (one, two) = (UInt32(random.next() % 60), UInt32(random.next() % 60))
            #expect((set.insert(one) == .repeated) == !model.insert(one).inserted)
            #expect((other.insert(two) == .repeated) == !otherModel.insert(two).inserted)
        }
        #expect(set.count == model.count)
        #expect(set.countInCommon(with: other) == model.intersection(otherModel).count)
        let union = set.union(other)
        #expect(union.runs.flatMap { Array($0.start..<$0.end) } == model.union(otherModel).sorted())
    }

    private func permutations(of values: [UInt32]) -> [[UInt32]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index in
            var rest = values
            let first = rest.remove(at: index)
            return permutations(of: rest).map { [first] + $0 }
        }
    }
}

/// Sebastiano Vigna's splitmix64, for tests that need a seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
