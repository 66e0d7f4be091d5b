package import Quantities
package import ScenarioModel

/// Which stretch of a topic's traffic.
package enum CaptureWindow: Hashable, Sendable {
    /// From now on, for so long.
    case live(Nanoseconds)
    /// From the first record of `fromMs` or later up to the first of `toMs` or later; milliseconds since 1970.
    case past(fromMs: Int64, toMs: Int64)
}

/// What to capture, and how gently.
package struct CaptureRequest: Sendable {
    package var target: TargetProfile
    /// Names, or regular expressions that a whole name must match.
    package var topics: [String]
    package var window: CaptureWindow
    package var limit: CaptureLimit
    package var seatrialVersion: String

    package init(
        target: TargetProfile, topics: [String], window: CaptureWindow, limit: CaptureLimit = .gentle,
        seatrialVersion: String
    ) {
        self.target = target
        self.topics = topics
        self.window = window
        self.limit = limit
        self.seatrialVersion = seatrialVersion
    }
}
