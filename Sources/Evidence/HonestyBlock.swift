package import Quantities

/// What a reader of the figures must know to believe them: computed and stored for every trial.
package struct HonestyBlock: Hashable, Sendable, Codable {
    // How well the generator kept its promise, over the measured phases.
    package var asked: Int64 = 0
    package var sent: Int64 = 0
    package var late: Int64 = 0
    package var queueFull: Int64 = 0
    package var sendLagP99: Nanoseconds?
    /// Highest and mean share of the machine's processor time used by this process over a second, 0 to 1.
    package var generatorCPUMax: Double = 0
    package var generatorCPUMean: Double = 0
    package var stealMax: Double = 0
    package var stealMean: Double = 0
    package var residentBytesMax: Int64 = 0
    /// The bounds above which the generator counts as saturated.
    package var cpuBound: Double = 0.9
    package var stealBound: Double = 0.1
    package var lateBound: Double = 0.01
    package var histogramClamped: Int64 = 0
    package var histogramNegative: Int64 = 0

    // What the clocks and the network allow one to say.
    package var clock: String = ""
    /// Zero when producers and readers share one clock.
    package var clockSkewBound: Nanoseconds = .zero
    /// Round trip of the smallest request to a broker, before the load; nil where it could not be measured.
    package var roundTripP50: Nanoseconds?
    package var roundTripMax: Nanoseconds?
    /// Whether any broker runs on the generator's host; nil where it cannot be known.
    package var sharesHost: Bool?

    // How durable an acknowledgement was.
    package var durability: [String: String] = [:]
    package var clientVersion: String = ""
    /// Every client setting that was in effect, by client kind (`producer`, `reader dashboard`); secrets redacted.
    package var clientSettings: [String: [String: String]] = [:]
    package var processors: Int = 0
    package var kernel: String = ""
    package var buildMode: String = ""
    /// Caveats for people, each one sentence: a short run, a shared host, a debug build.
    package var caveats: [String] = []

    package init() {}

    /// Why the generator counts as saturated, one sentence a reason; empty when it kept up.
    package var saturation: [String] {
        var reasons: [String] = []
        if asked > 0, Double(late) / Double(asked) > lateBound {
            let share = (Double(late) / Double(asked)).percent
            let full = queueFull > 0 ? ", and the client's queue was full \(queueFull.grouped) times" : ""
            reasons.append("\(share) of the sends were late (bound \(lateBound.percent))\(full)")
        }
        if generatorCPUMean > cpuBound {
            reasons.append(
                "the generator used \(generatorCPUMean.percent) of the processors (bound \(cpuBound.percent))")
        }
        if stealMean > stealBound {
            reasons.append("\(stealMean.percent) of the processor time was stolen (bound \(stealBound.percent))")
        }
        return reasons
    }
}
