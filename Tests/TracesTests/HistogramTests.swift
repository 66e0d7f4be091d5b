import Testing
import Traces

struct HistogramTests {
    @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (1023, 10), (1024, 11), (UInt64.max, 64)])
    func powerOfAValue(value: UInt64, bucket: Int) {
        var histogram = PowerHistogram()
        histogram.add(value)
        #expect(histogram.counts == [bucket: 1])
        #expect(PowerHistogram.largest(of: bucket) >= value)
        if bucket > 0 { #expect(PowerHistogram.largest(of: bucket - 1) < value) }
    }

    @Test func countsThatNoHistogramHasAreRefused() {
        #expect(PowerHistogram(counts: [65: 1]) == nil)
        #expect(PowerHistogram(counts: [-1: 1]) == nil)
        #expect(PowerHistogram(counts: [3: 0]) == nil)
        #expect(PowerHistogram(counts: [3: 2])?.quantile(0.5) == 7)
    }

    @Test func sumsStopAtTheLargestNumber() {
        var histogram = PowerHistogram()
        histogram.add(1, count: .max)
        histogram.add(1, count: .max)
        #expect(histogram.total == .max)
    }

    @Test func classesOfSizesFollowOneAnotherWithoutAHole() {
        var last = -1
        for size in (0..<70_000).map(Int32.init) {
            let index = SizeHistogram.index(of: size)
            #expect(index == last || index == last + 1)
            last = index
        }
        #expect(SizeHistogram.index(of: .max) == SizeHistogram.classCount - 1)
    }

    @Test func meanOfAClassIsExact() {
        var sizes = SizeHistogram()
        for size in [Int32(100_000), 100_100, 100_200] { sizes.add(size) }
        #expect(sizes.classes.filter { $0.count > 0 }.map(\.size) == [100_100])
        #expect(sizes.value(atPercentile: 100) == 100_200)
        #expect(sizes.mean == 100_100)
    }

    @Test func percentilesOfSmallSizesAreExact() {
        var sizes = SizeHistogram()
        for size in 1...100 { sizes.add(Int32(size)) }
        #expect(sizes.value(atPercentile: 50) == 50)
        #expect(sizes.value(atPercentile: 99) == 99)
        #expect(sizes.count(below: 56) == 55)
    }
}
