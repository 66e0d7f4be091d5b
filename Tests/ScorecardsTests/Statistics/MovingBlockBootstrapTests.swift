import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct MovingBlockBootstrapTests {
    /// Seconds of 200 events each, drawn evenly from 1 to 20 ms times `factor`.
    private func window(_ seconds: Int, factor: UInt64 = 1, seed: UInt64) -> LatencySeries {
        var random = SeededGenerator(seed: seed)
        return LatencySeries(
            (0..<seconds).map { _ in
                var histogram = LatencyHistogram()
                for _ in 0..<200 {
                    histogram.record(microseconds: UInt64.random(in: 1000...20_000, using: &random) * factor)
                }
                return histogram
            })
    }

    private func band(_ window: LatencySeries, _ base: LatencySeries, seed: UInt64 = 1) -> ConfidenceBand {
        MovingBlockBootstrap.ratioBand(of: window.buckets, to: base.buckets, percentile: 99, seed: seed)
    }

    @Test(arguments: [3, 20, 200]) func identicalWindowsDoNotDiffer(seconds: Int) {
        let same = window(seconds, seed: 5)
        #expect(band(same, same).contains(1))
    }

    @Test(arguments: [3, 20, 200]) func tenfoldSlowerWindowDiffers(seconds: Int) {
        let result = band(window(seconds, factor: 10, seed: 6), window(seconds, seed: 5))
        #expect(result.low > 5)
        #expect(result.high < 20)
        #expect(result.contains(10))
    }

    @Test func sameSeedGivesTheSameBand() {
        let (one, two) = (window(30, factor: 2, seed: 8), window(40, seed: 9))
        #expect(band(one, two, seed: 3) == band(one, two, seed: 3))
    }

    @Test func anotherSeedDrawsOtherResamples() {
        var (one, two) = (SeededGenerator(seed: 1), SeededGenerator(seed: 2))
        #expect(MovingBlockBootstrap.draw(60, &one) != MovingBlockBootstrap.draw(60, &two))
    }

    @Test(arguments: [(1, 1), (2, 2), (8, 2), (9, 3), (60, 4)]) func blocksAreTheCubeRootLong(count: Int, length: Int) {
        #expect(MovingBlockBootstrap.blockLength(count) == length)
    }

    @Test(arguments: 1...60) func resampleHasAsManyUnitsAsTheWindow(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        for _ in 0..<50 {
            #expect(MovingBlockBootstrap.draw(count, &random).reduce(0, +) == count)
        }
    }

    @Test func resampleIsMadeOfWholeRunsOfNeighbours() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<50 {
            // Eight units in blocks of two: no unit can be drawn without a neighbour.
            let weights = MovingBlockBootstrap.draw(8, &random)
            for unit in weights.indices where weights[unit] > 0 {
                let neighbours = (unit > 0 ? weights[unit - 1] : 0) + (unit < 7 ? weights[unit + 1] : 0)
                #expect(neighbours >= weights[unit])
            }
        }
    }

    @Test func generatorIsSplitMix64() {
        var random = SeededGenerator(seed: 1_234_567)
        // The first values of the reference implementation for this seed.
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }
}

@Suite struct WeightedBucketsTests {
    private func histogram(_ values: [UInt64]) -> LatencyHistogram {
        var histogram = LatencyHistogram()
        for value in values { histogram.record(microseconds: value) }
        return histogram
    }

    @Test(arguments: [0, 1, 25, 50, 75, 99, 100]) func agreesWithTheMergedHistogram(percentile: Double) {
        let parts = [histogram([5, 100, 100, 1700]), histogram([1, 1900]), histogram([100, 2047])]
        var merged = LatencyHistogram()
        for (part, weight) in zip(parts, [1, 3, 2]) {
            for _ in 0..<weight { merged.merge(part) }
        }
        let value = WeightedBuckets(parts).value(atPercentile: percentile, weights: [1, 3, 2])
        #expect(value.map(Nanoseconds.microseconds) == merged.value(atPercentile: percentile))
    }

    @Test func nothingDrawnHasNoPercentile() {
        #expect(WeightedBuckets([histogram([5])]).value(atPercentile: 50, weights: [0]) == nil)
    }
}

@Suite struct LatencySeriesTests {
    @Test(arguments: [(1, 1, 1), (60, 60, 1), (61, 31, 2), (3600, 60, 60)])
    func secondsAreMergedToFewUnitsWithoutLosingAny(seconds: Int, units: Int, length: UInt64) {
        var histogram = LatencyHistogram()
        histogram.record(microseconds: 10)
        let merged = LatencySeries(Array(repeating: histogram, count: seconds)).units(atMost: 60)
        #expect(merged.count == units)
        #expect(merged.first?.count == length)
        #expect(merged.map(\.count).reduce(0, +) == UInt64(seconds))
    }

    @Test func rowsOfOneSecondAndSeveralPhasesAreOneSecond() {
        var evidence = healthyTrial()
        evidence.phases.append(
            PhaseRecord(number: 2, name: "more", isWarmUp: false, start: .seconds(50), end: .seconds(60), planned: 0))
        let row = evidence.latencies.first { $0.kind == .intended && $0.second == 30 }
        if var row {
            row.phase = 2
            evidence.latencies.append(row)
        }
        let series = LatencySeries(evidence, kind: .intended, reader: "dashboard")
        #expect(series.seconds == 40)
        #expect(series.within(30..<31).rows.first?.histogram.count == 200)
    }
}
