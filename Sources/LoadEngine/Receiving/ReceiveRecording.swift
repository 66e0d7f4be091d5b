package import KafkaClient

/// What one member of a reader observed over the whole trial, besides its seconds.
package struct ReceiveRecording: Sendable {
    package var reader: String
    package var member: Int
    /// By producer and lane (`producer * lanes + lane`): the ordinals that were handed over.
    package var delivered: [OrdinalSet]
    /// By lane.
    package var repeated: [Int64]
    package var outOfOrder: [Int64]
    package var corrupted: [Int64]
    package var foreign: [Int64]
    package var gaps: [GapTracker]
    /// Why it ended early; nil where it did not.
    package var failure: KafkaError?
    /// Every client property in effect, secrets included.
    package var settings: [String: String]
}
