package import KafkaClient

/// What one member of a reader observed over the whole trial, besides its seconds.
package struct ReceiveRecording: Sendable {
    package var reader: String
    package var member: Int
    /// By ledger lane, then producer: the ordinals that were handed over at an offset that was new to the reader; empty
    /// for a lane that this member did not read.
    package var delivered: [[OrdinalSet]]
    /// Likewise, handed over at an offset that the reader had got past before.
    package var reread: [[OrdinalSet]]
    /// By lane.
    package var counts: [LaneCounts]
    package var gaps: [GapTracker]
    /// What it forwarded; nil for a reader without dead letters.
    package var letters: LetterAccount?
    /// What it upserted; nil for a reader that does not.
    package var table: UpsertTable?
    /// By the reader's topic and reason: what its schema could not read.
    package var drift: [[String: Int64]] = []
    /// Why it ended early; nil where it did not.
    package var failure: KafkaError?
    /// Every client property in effect, secrets included.
    package var settings: [String: String]
}
