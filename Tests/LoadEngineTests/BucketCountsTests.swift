import Evidence
import LoadEngine
import Quantities
import Testing

@Suite struct BucketCountsTests {
    /// Around every power of two up to the highest value, where buckets change width.
    @Test func hotCountsFallIntoTheLibrarysBuckets() {
        var edges: [UInt64] = [0, 1, 2, 3]
        for power in 2..<38 as Range<UInt64> {
            edges += [(1 << power) - 1, 1 << power, (1 << power) + 1, 3 << (power - 1)]
        }
        for microseconds in edges where microseconds <= LatencyHistogram.highestMicroseconds {
            var counts = BucketCounts()
            counts.record(from: 5, to: 5 + microseconds * 1000)
            var histogram = LatencyHistogram()
            histogram.record(microseconds: microseconds)
            #expect(counts.take() == histogram, "\(microseconds) µs")
        }
    }

    @Test(arguments: 0..<50) func mergedCountsGiveTheLibrarysPercentiles(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var counts = BucketCounts()
        var histogram = LatencyHistogram()
        for _ in 0..<2000 {
            let microseconds = random.next() % (1 << (random.next() % 30))
            counts.record(from: 0, to: microseconds * 1000 + 999)
            histogram.record(microseconds: microseconds)
        }
        let taken = counts.take()
        for percentile in Percentile.shown {
            #expect(taken.value(atPercentile: percentile) == histogram.value(atPercentile: percentile))
        }
    }

    @Test func negativeLatenciesAreCountedAndKept() {
        var counts = BucketCounts()
        counts.record(from: 10_000, to: 5000)
        let taken = counts.take()
        #expect(taken.negative == 1)
        #expect(taken.count == 1)
        #expect(taken.maximum == .zero)
    }

    @Test func latenciesAboveTheRangeAreClampedAndCounted() {
        var counts = BucketCounts()
        counts.record(from: 0, to: (LatencyHistogram.highestMicroseconds + 1) * 1000)
        let taken = counts.take()
        #expect(taken.clamped == 1)
        #expect(taken.count == 1)
    }

    @Test func takingLeavesNothingBehind() {
        var counts = BucketCounts()
        counts.record(from: 0, to: 1_000_000)
        _ = counts.take()
        let isEmpty = counts.isEmpty
        #expect(isEmpty)
        let second = counts.take()
        #expect(second.isEmpty)
    }

    @Test func twoDigitsAreNeverShownSmallerThanMeasuredAndAtMostOnePercentLarger() throws {
        for microseconds in stride(from: 1 as UInt64, to: 3_000_000, by: 7919) {
            var counts = BucketCounts(precision: .twoDigits)
            counts.record(from: 0, to: microseconds * 1000)
            let shown = Double(try #require(counts.take().maximum).rawValue / 1000)
            #expect(shown >= Double(microseconds))
            #expect(shown <= Double(microseconds) * 1.01 + 1)
        }
    }
}
