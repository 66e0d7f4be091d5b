package import Quantities

/// A named span of a trial with its own load; every measurement belongs to one.
package struct Phase: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Shown, and excluded from every criterion.
        case warmUp = "warm-up"
        case measured
    }

    package var name: String
    package var kind: Kind
    package var duration: Nanoseconds
    package var load: LoadCurve

    package init(name: String, kind: Kind = .measured, duration: Nanoseconds, load: LoadCurve = .steady(1)) {
        self.name = name
        self.kind = kind
        self.duration = duration
        self.load = load
    }
}

/// The fleet's load over a phase, as a multiple of the groups' rates.
package enum LoadCurve: Hashable, Sendable {
    case steady(Double)
    /// In a straight line over the phase.
    case ramp(from: Double, to: Double)
    /// Base load, a straight rise, a plateau, a straight fall, base load: a shift change.
    case burst(Burst)
    /// A bell (Gaussian) on a base load, cut off at four standard deviations.
    case bell(Bell)

    package struct Bell: Hashable, Sendable {
        package var base: Double
        package var peak: Double
        /// When the peak is, since the phase's start.
        package var at: Nanoseconds
        /// One standard deviation.
        package var width: Nanoseconds

        package init(base: Double, peak: Double, at: Nanoseconds, width: Nanoseconds) {
            self.base = base
            self.peak = peak
            self.at = at
            self.width = width
        }
    }

    package struct Burst: Hashable, Sendable {
        package var base: Double
        package var peak: Double
        /// Base load before the rise.
        package var after: Nanoseconds
        package var rise: Nanoseconds
        package var hold: Nanoseconds
        package var fall: Nanoseconds

        package init(
            base: Double, peak: Double, after: Nanoseconds, rise: Nanoseconds, hold: Nanoseconds, fall: Nanoseconds
        ) {
            self.base = base
            self.peak = peak
            self.after = after
            self.rise = rise
            self.hold = hold
            self.fall = fall
        }
    }
}

/// An operational change in mid-trial.
package struct Drill: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A broker stops answering for a while and comes back. `broker` counts from 1 in the order of broker ids.
        case brokerOutage(broker: Int, duration: Nanoseconds)
        /// A broker is lost with its disk, and another one takes its place after a while, with an empty disk.
        case brokerReplacement(broker: Int, duration: Nanoseconds)
    }

    package var kind: Kind
    /// The phase it belongs to, and how long after the phase's start.
    package var phase: String
    package var after: Nanoseconds

    package init(kind: Kind, phase: String, after: Nanoseconds) {
        self.kind = kind
        self.phase = phase
        self.after = after
    }
}
