import Quantities
import ScenarioModel

/// A stretch of a phase on which the load is a straight line, so that the cumulated load is a parabola.
struct LoadSegment: Sendable {
    var phase: Int
    /// Since the trial's zero; the end is not part of it.
    var startNs: UInt64
    var endNs: UInt64
    /// Load at the start, as a multiple of the groups' rates.
    var load: Double
    /// Change of the load a second.
    var slope: Double
    /// Load-seconds before the segment, and with it.
    var startLoad: Double
    var endLoad: Double

    var seconds: Double { Double(endNs - startNs) * 1e-9 }

    func load(atNs ns: UInt64) -> Double { load + slope * Double(ns - startNs) * 1e-9 }

    func cumulatedLoad(atNs ns: UInt64) -> Double {
        let elapsed = Double(ns - startNs) * 1e-9
        return startLoad + elapsed * (load + 0.5 * slope * elapsed)
    }

    /// When the cumulated load reaches a value of [startLoad, endLoad); rounded down to a nanosecond of the segment.
    func instant(ofLoad value: Double) -> UInt64 {
        let due = value - startLoad
        // The root of slope/2 t^2 + load t = due, in the form that does not cancel and holds for slope 0.
        let elapsed = 2 * due / (load + max(0, load * load + 2 * slope * due).squareRoot())
        return startNs + min(UInt64(max(0, elapsed * 1e9)), endNs - startNs - 1)
    }
}

/// A corner of a load curve: so many nanoseconds after the phase's start the load is this.
struct LoadCorner {
    var ns: UInt64
    var load: Double
}

extension LoadCurve {
    /// The curve as corners joined by straight lines, over a phase of `length` ns; two corners at one instant are a step.
    func corners(length: UInt64) -> [LoadCorner] {
        switch self {
        case .steady(let load):
            return [LoadCorner(ns: 0, load: load), LoadCorner(ns: length, load: load)]
        case .ramp(let from, let to):
            return [LoadCorner(ns: 0, load: from), LoadCorner(ns: length, load: to)]
        case .burst(let burst):
            let rise = burst.after.unsigned
            let plateau = rise + burst.rise.unsigned
            let fall = plateau + burst.hold.unsigned
            let after = fall + burst.fall.unsigned
            return [
                LoadCorner(ns: 0, load: burst.base), LoadCorner(ns: rise, load: burst.base),
                LoadCorner(ns: plateau, load: burst.peak), LoadCorner(ns: fall, load: burst.peak),
                LoadCorner(ns: after, load: burst.base), LoadCorner(ns: max(after, length), load: burst.base),
            ]
        case .bell(let bell): return bell.corners(length: length)
        }
    }
}

extension LoadCurve.Bell {
    /// Straight pieces of a sixteenth of a standard deviation: the bell's area is met within a thousandth.
    fileprivate func corners(length: UInt64) -> [LoadCorner] {
        let step = max(1, width.rawValue / 16)
        let bell = (-64...64).compactMap { piece -> LoadCorner? in
            let ns = at.rawValue + Int64(piece) * step
            let height = piece.magnitude == 64 ? 0 : PortableMath.exp(-Double(piece * piece) / 512)
            return ns < 0 ? nil : LoadCorner(ns: UInt64(ns), load: base + (peak - base) * height)
        }
        let before = bell.first.map { $0.ns > 0 ? [LoadCorner(ns: 0, load: $0.load)] : [] } ?? []
        let end = max(length, bell.last?.ns ?? 0)
        return before + bell + [LoadCorner(ns: end, load: base)]
    }
}

extension Nanoseconds {
    /// As a length of time, which is never negative.
    var unsigned: UInt64 {
        precondition(rawValue >= 0, "a length of time is negative: \(rawValue) ns")
        return UInt64(rawValue)
    }
}
