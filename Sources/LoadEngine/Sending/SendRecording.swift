package import Evidence

/// What one producer observed over the whole trial, besides its seconds.
package struct SendRecording: Sendable {
    package var producer: Int
    /// By lane: the ordinals handed over (a count, since they are dense), and which were acknowledged.
    package var sent: [UInt32]
    package var acked: [OrdinalSet]
    package var rejected: [Int64]
    package var indeterminate: [Int64]
    /// By lane, over the measured phases.
    package var measuredSent: [Int64]
    package var measuredBytes: [Int64]
    package var measuredAcked: [Int64]
    package var ackLatency: [LatencyHistogram]
    package var ackGaps: [GapTracker]
    /// By key: events sent, over the measured phases, and the lane they went to.
    package var keyCounts: [UInt32]
    package var keyLanes: [UInt32]
    /// Every client property in effect, secrets included.
    package var settings: [String: String]
    /// By lane, of the acknowledged events: sent again, with broken content, kept on a dark device, the first two at once.
    package var resent: [Int64] = []
    package var malformed: [Int64] = []
    package var buffered: [Int64] = []
    package var resentMalformed: [Int64] = []
}
