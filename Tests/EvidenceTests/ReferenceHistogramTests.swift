import Evidence
import Histogram
import Quantities
import Testing

/// Ours keeps only what is filled, and is otherwise the HdrHistogram library's: the same buckets, the same percentiles.
@Suite struct ReferenceHistogramTests {
    @Test func percentilesAreThoseOfTheLibrary() {
        for seed: UInt64 in 0..<60 {
            var random = SplitMix(state: seed)
            var histogram = LatencyHistogram()
            var library = Histogram<UInt64>(
                lowestDiscernibleValue: 1, highestTrackableValue: LatencyHistogram.highestMicroseconds,
                numberOfSignificantValueDigits: .three)
            for _ in 0..<Int(seed * 20 + 1) {
                let (microseconds, count) = (random.latency(), random.next() % 5 + 1)
                histogram.record(microseconds: microseconds, count: count)
                library.record(microseconds, count: count)
            }
            #expect(histogram.count == library.totalCount)
            for percentile in [0.001, 1, 25, 50, 75, 90, 99, 99.9, 99.99, 99.999, 100] {
                #expect(
                    histogram.value(atPercentile: percentile)
                        == .microseconds(library.valueAtPercentile(percentile)), "p\(percentile) of seed \(seed)")
            }
        }
    }
}
