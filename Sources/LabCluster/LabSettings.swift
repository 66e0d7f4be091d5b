/// How a cluster is to be: what `seatrial lab` and tests may say of it.
package struct LabSettings: Sendable {
    /// 1 to 5.
    package var nodes = 1
    package var host = "127.0.0.1"
    /// The port of the first node, and the next ones for the others; 0 has the system choose for each.
    package var port = 0
    package var listeners: [LabListenerKind] = [.plaintext]
    /// Racks of the nodes, in turn; none has racks where it is empty.
    package var racks: [String] = []
    /// Whether Metadata makes topics that are not there.
    package var createsTopics = true
    package var partitions: Int32 = 1
    /// At most the number of nodes; nil for that or 3, whichever is less.
    package var replicationFactor: Int16?
    /// What one random choice after the other begins with.
    package var seed: UInt64 = .random(in: .min ... .max)
    /// The highest size of a request in bytes.
    package var largestRequest = 100 << 20
    /// How long a follower takes to have what its leader has.
    package var replicationDelay: Duration = .zero
    /// How long a partition is without a leader when its node goes.
    package var electionDelay: Duration = .zero
    /// How long a group waits for more members after its first one came (`group.initial.rebalance.delay.ms`).
    package var initialRebalanceDelay: Duration = .zero

    package init() {}

    var defaultReplicationFactor: Int16 { replicationFactor ?? Int16(min(nodes, 3)) }
}
