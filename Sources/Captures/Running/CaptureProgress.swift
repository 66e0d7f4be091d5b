/// How far a running capture is, for whoever watches.
package struct CaptureProgress: Sendable {
    package enum Stage: String, Sendable {
        case connecting
        /// The window is open, or lies in the past.
        case reading
        /// The window of a live capture is over, and what was written in it is still being read.
        case catchingUp
    }

    package var stage: Stage
    package var elapsedSeconds: Double = 0
    /// Of the window, where it is live.
    package var windowSeconds: Double?
    package var events: Int64 = 0
    /// Keys, values and headers.
    package var bytes: Int64 = 0
    /// Events still to be read; nil while the window's end is not known.
    package var unread: Int64?
    package var gaps = 0

    package init(stage: Stage) {
        self.stage = stage
    }
}
