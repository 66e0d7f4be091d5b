package import Quantities

/// A group's own course of the day, by which its rate is multiplied on top of the phase's load.
///
/// The day is as long as the scenario says, so that 24 hours can pass in ten minutes. Time 0 of the day is the trial's
/// zero.
package struct LoadPattern: Hashable, Sendable {
    package enum Shape: Hashable, Sendable {
        /// A cosine between `low` and 1, at 1 at `peak` (share of the day).
        case diurnal(low: Double, peak: Double)
        /// 1 between two shares of the day with straight flanks of `ramp` (share of the day), else `low`.
        case hours(from: Double, until: Double, ramp: Double, low: Double)
        /// On at 1 and off at `low` by turns, from the day's start: shifts and service windows.
        case shifts(on: Double, off: Double, low: Double)
    }

    package var shape: Shape
    package var day: Nanoseconds
    /// Share of the day over which the regions' clocks are spread: region r of n is r / n of it behind region 0.
    package var spread: Double

    package init(shape: Shape, day: Nanoseconds, spread: Double = 0) {
        self.shape = shape
        self.day = day
        self.spread = spread
    }
}
