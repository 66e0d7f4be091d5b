import Evidence
import Quantities
import Testing

struct LatencyHistogramTests {
    @Test func oneToThousandHasKnownPercentiles() {
        var histogram = LatencyHistogram()
        for microseconds in 1...1000 { histogram.record(microseconds: UInt64(microseconds)) }
        #expect(histogram.count == 1000)
        #expect(histogram.value(atPercentile: 0) == .microseconds(1))
        #expect(histogram.value(atPercentile: 50) == .microseconds(500))
        #expect(histogram.value(atPercentile: 90) == .microseconds(900))
        #expect(histogram.value(atPercentile: 99) == .microseconds(990))
        #expect(histogram.value(atPercentile: 99.9) == .microseconds(999))
        #expect(histogram.maximum == .microseconds(1000))
        #expect(histogram.mean == Nanoseconds(500_500))
    }

    @Test func aLargePercentileIsNeverSmallerThanMeasuredAndAtMostAThousandthLarger() {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 4_980_123, count: 99)
        histogram.record(microseconds: 9_000_000)
        let shown = histogram.value(atPercentile: 50).map(\.rawValue) ?? 0
        #expect((4_980_123_000...4_985_104_000).contains(shown))
    }

    @Test func nothingRecordedHasNoPercentiles() {
        let histogram = LatencyHistogram()
        #expect(histogram.isEmpty)
        #expect(histogram.value(atPercentile: 99) == nil)
        #expect(histogram.maximum == nil)
        #expect(histogram.mean == nil)
        #expect(histogram.buckets.isEmpty)
        #expect(histogram.count(above: .zero) == 0)
    }

    @Test func tooLargeIsClampedAndCounted() {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: LatencyHistogram.highestMicroseconds)
        #expect(histogram.clamped == 0)
        histogram.record(microseconds: .max, count: 3)
        #expect(histogram.clamped == 3)
        #expect(histogram.count == 4)
        #expect(histogram.maximum == .microseconds(LatencyHistogram.highestMicroseconds))
    }

    @Test func negativesAreCountedApart() {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 0, count: 2)
        histogram.count(clamped: 1, negative: 2)
        #expect((histogram.count, histogram.clamped, histogram.negative) == (2, 1, 2))
    }

    @Test func eventsAboveABoundAreCounted() {
        var histogram = LatencyHistogram()
        for microseconds: UInt64 in [0, 10, 20, 30] { histogram.record(microseconds: microseconds) }
        #expect(histogram.count(above: Nanoseconds(10_000)) == 2)
        #expect(histogram.count(above: .zero) == 3)
        #expect(histogram.count(above: Nanoseconds(-1)) == 4)
        #expect(histogram.count(above: .seconds(1)) == 0)
    }

    @Test func mergingEqualsRecordingTogether() {
        var random = SplitMix(state: 7)
        var (left, right, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for event in 0..<5000 {
            let microseconds = random.latency()
            if event.isMultiple(of: 3) {
                left.record(microseconds: microseconds)
            } else {
                right.record(microseconds: microseconds)
            }
            both.record(microseconds: microseconds)
        }
        left.count(clamped: 1, negative: 2)
        right.count(clamped: 10, negative: 20)
        both.count(clamped: 11, negative: 22)
        left.merge(right)
        #expect(left == both)
        for percentile in Percentile.shown + [0] {
            #expect(left.value(atPercentile: percentile) == both.value(atPercentile: percentile))
        }
    }

    @Test func mergingIntoNothingGivesTheOther() {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 12_345)
        var merged = LatencyHistogram()
        merged.merge(histogram)
        merged.merge(LatencyHistogram())
        #expect(merged == histogram)
        #expect(merged.maximum == histogram.maximum)
    }

    @Test func bucketsOfVeryManyHugeLatenciesAreReadWithoutOverflow() {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: LatencyHistogram.highestMicroseconds, count: 1 << 40)
        #expect(histogram.buckets.map(\.count) == [1 << 40])
        #expect(histogram.mean != nil)
    }
}

/// Steele, Lea and Flood's SplitMix64: the same stream for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Microseconds of any magnitude up to the highest.
    mutating func latency() -> UInt64 {
        min(next() >> (26 + next() % 38), LatencyHistogram.highestMicroseconds)
    }
}
