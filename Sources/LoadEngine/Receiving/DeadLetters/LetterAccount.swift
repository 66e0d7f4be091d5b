/// What one member forwarded to the dead-letter topic, and what the cluster acknowledged.
package struct LetterAccount: Hashable, Sendable {
    /// By lane of the source topic, then producer of the original event; empty for a lane without.
    package var forwarded: [[OrdinalSet]]
    package var acked: [[OrdinalSet]]
    /// Records acknowledged: more than the ordinals where the reader read and forwarded some again.
    package var ackedRecords: Int64 = 0
    /// Records that are certainly not in the topic.
    package var refusedRecords: Int64 = 0

    package init(lanes: Int) {
        forwarded = Array(repeating: [], count: lanes)
        acked = Array(repeating: [], count: lanes)
    }
}
