package import Quantities
package import Traces

/// Captured traffic as it is to be sent again.
package struct TraceReplay: Sendable {
    /// Hands over the trace's next events in place of what is in the array, by arrival time; false at the end.
    package typealias Source = (inout [TraceEvent]) -> Bool

    /// How far copies of an event may be apart: enough not to coincide, too little to change a second's rate much.
    package static let copySpan = Nanoseconds(20_000_000)
    /// Timestamps are in milliseconds: so long is the instant that events of one timestamp share.
    static let tickNs: UInt64 = 1_000_000

    package let shape: TraceShape
    /// Of the trace's window.
    package let length: Nanoseconds
    /// Times are divided by it.
    package let speed: Double
    /// How often every key, and every event without one, is there.
    package let copies: Int
    /// Begins at the trace's first event; every producer opens its own.
    package let open: @Sendable () -> Source

    package init(
        shape: TraceShape, length: Nanoseconds, speed: Double, copies: Int, open: @escaping @Sendable () -> Source
    ) {
        precondition(speed > 0 && speed.isFinite && copies > 0, "a replay at speed \(speed), \(copies) times")
        self.shape = shape
        self.length = length
        self.speed = speed
        self.copies = copies
        self.open = open
    }

    /// From the first instant to behind the last event, in whole milliseconds.
    package var duration: Nanoseconds {
        let ns = (Double(length.rawValue) + Double(TraceReplay.tickNs)) / speed
        let milliseconds = (ns / 1e6).rounded(.up) + (copies > 1 ? TraceReplay.copySpan.milliseconds : 0)
        return .milliseconds(milliseconds)
    }

    /// Events that will be sent.
    package var events: Int64 { shape.events * Int64(copies) }

    /// Events a second on one topic, over the whole replay.
    package func rate(ofTopic topic: Int) -> Double {
        Double(shape.topics[topic].events) * Double(copies) / duration.seconds
    }

    /// Events a second over the busiest step.
    package var peakPerSecond: Double { shape.peakPerSecond * speed * Double(copies) }
}
