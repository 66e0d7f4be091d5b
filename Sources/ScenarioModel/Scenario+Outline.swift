package import Quantities

extension Scenario {
    /// Of all phases together.
    package var length: Nanoseconds { phases.reduce(.zero) { $0 + $1.duration } }

    /// Events a second of the whole fleet where a phase's load is highest; patterns and outages can only lower it.
    package var peakRate: Double {
        (phases.map(\.load.peak).max() ?? 0) * fleet.reduce(0) { $0 + $1.rate }
    }
}

extension LoadCurve {
    /// The highest load of the curve, as a multiple of the groups' rates.
    package var peak: Double {
        switch self {
        case .steady(let load): load
        case .ramp(let from, let to): max(from, to)
        case .burst(let burst): max(burst.base, burst.peak)
        case .bell(let bell): max(bell.base, bell.peak)
        }
    }
}

extension SmokeRun: CustomStringConvertible {
    /// `scale 0.01`, `scale 0.01, 3 values set`, `needs a real cluster: …`.
    package var description: String {
        switch self {
        case .embedded(let scale, []): "scale \(scale.significant(3))"
        case .embedded(let scale, let set):
            "scale \(scale.significant(3)), \(set.count) value\(set.count == 1 ? "" : "s") set"
        case .realCluster(let reason): "needs a real cluster: \(reason)"
        }
    }
}
