internal import Quantities

/// A confidence band for the ratio of a percentile between two windows of seconds: the moving-block bootstrap.
///
/// Seconds of one window are not independent: a slow second follows a slow one. Drawing them one by one would make the
/// band too narrow, so runs of neighbours are drawn. Method: Künsch, The Jackknife and the Bootstrap for General
/// Stationary Observations, Annals of Statistics 17 (1989); block length of the order of the cube root of the length:
/// Hall, Horowitz, Jing, On Blocking Rules for the Bootstrap with Dependent Data, Biometrika 82 (1995).
enum MovingBlockBootstrap {
    static let resamples = 400
    /// Longer windows are first merged to so many units of neighbouring seconds, which bounds the cost.
    static let mostUnits = 60

    /// The band that holds 95 % of the resampled ratios of one window to another; both must have a unit at least.
    ///
    /// The same seed gives the same band.
    static func ratioBand(
        of above: WeightedBuckets, to below: WeightedBuckets, percentile: Double, seed: UInt64
    ) -> ConfidenceBand {
        precondition(above.count > 0 && below.count > 0, "a window without a second has no ratio")
        var random = SeededGenerator(seed: seed)
        var ratios: [Double] = []
        ratios.reserveCapacity(resamples)
        for _ in 0..<resamples {
            let top = above.value(atPercentile: percentile, weights: draw(above.count, &random))
            let bottom = below.value(atPercentile: percentile, weights: draw(below.count, &random))
            // Below the resolution of the histogram is 1 µs.
            ratios.append(Double(top ?? 0) / Double(max(1, bottom ?? 0)))
        }
        ratios.sort()
        let rank: (Double) -> Int = { Int((Double(ratios.count - 1) * $0).rounded()) }
        return ConfidenceBand(low: ratios[rank(0.025)], high: ratios[rank(0.975)])
    }

    /// How often each of `count` units is in one resample: blocks from uniformly drawn starts, the last cut to fit.
    static func draw(_ count: Int, _ random: inout SeededGenerator) -> [Int] {
        let length = blockLength(count)
        var weights = [Int](repeating: 0, count: count)
        var drawn = 0
        while drawn < count {
            let start = Int.random(in: 0...(count - length), using: &random)
            for unit in start..<(start + min(length, count - drawn)) { weights[unit] += 1 }
            drawn += length
        }
        return weights
    }

    static func blockLength(_ count: Int) -> Int {
        var length = 1
        while length * length * length < count { length += 1 }
        return min(length, count)
    }
}

/// The range that holds 95 % of what resampling gave.
struct ConfidenceBand: Equatable {
    var low: Double
    var high: Double

    func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// `0.95 to 1.2`.
    var forPeople: String { "\(low.significant(3)) to \(high.significant(3))" }
}
