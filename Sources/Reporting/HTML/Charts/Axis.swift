import Quantities

/// One axis of a chart: where a value lies, and which values are labelled.
struct Axis: Sendable {
    struct Tick: Sendable {
        var value: Double
        /// nil: a line without a label.
        var label: String?
    }

    var low: Double
    var high: Double
    var isLogarithmic: Bool
    var ticks: [Tick]

    /// From 0 at the low end to 1 at the high end; values outside lie on the nearer end.
    func position(of value: Double) -> Double {
        let inside = min(max(value, low), high)
        guard high > low else { return 0 }
        guard isLogarithmic else { return (inside - low) / (high - low) }
        return (inside / low).logarithm / (high / low).logarithm
    }
}

extension Axis {
    /// Seconds since the trial's zero, labelled as a clock, or in parts of a second for the shortest of trials.
    static func time(seconds: Int) -> Axis {
        let end = Double(seconds)
        let steps: [Double] = [
            0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400,
        ]
        let step = steps.first { end / $0 <= 10 } ?? (end / 8).rounded(.up)
        let ticks = stride(from: 0, through: end + step / 1000, by: step).map { value in
            Tick(value: value, label: step < 1 ? value.fixed(1) : Nanoseconds.seconds(value).clock)
        }
        return Axis(low: 0, high: end, isLogarithmic: false, ticks: ticks)
    }

    /// From 0 to a round number above every value, in about five steps.
    static func count(_ values: [Double], unit: String = "") -> Axis {
        let highest = max(values.max() ?? 0, 1)
        let magnitude = Double.powerOfTen((highest / 5).logarithm.rounded(.down))
        let step = [1, 2, 2.5, 5, 10].map { $0 * magnitude }.first { highest / $0 <= 5 } ?? 10 * magnitude
        let steps = (highest / step).rounded(.up)
        let ticks = stride(from: 0, through: steps, by: 1).map { index in
            Tick(value: index * step, label: (index * step).short + unit)
        }
        return Axis(low: 0, high: steps * step, isLogarithmic: false, ticks: ticks)
    }

    /// Latencies in seconds on a log scale: at least a decade, ends at 1, 2 or 5 times a power of ten.
    static func latency(_ values: [Double]) -> Axis {
        // Histograms resolve a microsecond; below it there is nothing to see.
        let values = values.map { max($0, 1e-6) }
        let decades = stepsOfLog(from: values.min() ?? 1e-3, to: values.max() ?? 1e-2)
        let isWide = (decades.high / decades.low).logarithm > 2.05
        var ticks: [Tick] = []
        for exponent in Int(decades.low.logarithm.rounded(.down))...Int(decades.high.logarithm.rounded(.up)) {
            for factor in 1...9 {
                let value = Double(factor) * Double.powerOfTen(Double(exponent))
                guard value >= decades.low * 0.999, value <= decades.high * 1.001 else { continue }
                let isLabelled = factor == 1 || (!isWide && (factor == 2 || factor == 5))
                ticks.append(Tick(value: value, label: isLabelled ? latencyLabel(value) : nil))
            }
        }
        return Axis(low: decades.low, high: decades.high, isLogarithmic: true, ticks: ticks)
    }

    /// Percentiles as 1/(1-p): 50 % to as many nines as `count` events can show.
    static func percentile(count: Double) -> Axis {
        let high = max(count, 10)
        var ticks = [Tick(value: 2, label: "50 %")]
        var odds = 10.0
        var nines = 1
        while odds <= high * 1.001 {
            let label =
                nines == 1 ? "90 %" : nines == 2 ? "99 %" : "99." + String(repeating: "9", count: nines - 2) + " %"
            ticks.append(Tick(value: odds, label: label))
            odds *= 10
            nines += 1
        }
        return Axis(low: 1, high: high, isLogarithmic: true, ticks: ticks)
    }

    private static func stepsOfLog(from least: Double, to most: Double) -> (low: Double, high: Double) {
        var low = round125(least, up: false)
        var high = round125(most, up: true)
        while high / low < 9.99 {
            // A flat line belongs in the middle of its decade.
            high = round125(high * 1.5, up: true)
            if high / low < 9.99 { low = max(1e-6, round125(low / 1.5, up: false)) }
        }
        return (low, high)
    }

    private static func round125(_ value: Double, up: Bool) -> Double {
        let base = Double.powerOfTen(value.logarithm.rounded(.down))
        let steps = [1, 2, 5, 10].map { $0 * base }
        let found = up ? steps.first { $0 >= value * 0.999_999 } : steps.last { $0 <= value * 1.000_001 }
        return found ?? base
    }

    private static func latencyLabel(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.000_999: (seconds * 1e6).rounded().significant(3) + " µs"
        case ..<0.999: (seconds * 1e3).significant(3) + " ms"
        default: Int64(seconds.rounded()).grouped + " s"
        }
    }
}
