/// How a cluster is to be: what `seatrial lab` and tests may say of it.
package struct LabSettings: Sendable {
    /// 1 to 5.
    package var nodes = 1
    package var host = "127.0.0.1"
    /// The port of the first node, and the next ones for the others; 0 has the system choose for each.
    package var port = 0
    package var listeners: [LabListenerKind] = [.plaintext]
    /// Names and passwords of who can log in, where a listener asks for it: by PLAIN and by SCRAM.
    package var users = ["admin": "admin-secret"]
    /// Who may do everything.
    package var superUsers: Set<String> = ["User:ANONYMOUS", "User:admin"]
    /// How long a login counts (`connections.max.reauth.ms`); nil for as long as its connection.
    package var loginLifetime: Duration?
    /// Racks of the nodes, in turn; none has a rack where it is empty.
    package var racks = ["zone-1", "zone-2", "zone-3"]
    /// Whether a reader that names its rack is sent to a replica there (KIP-392).
    package var readsFromNearest = true
    /// Whether Metadata makes topics that are not there.
    package var createsTopics = true
    package var partitions: Int32 = 1
    /// At most the number of nodes; nil for that or 3, whichever is less.
    package var replicationFactor: Int16?
    /// Topics that are there from the start, with their partitions.
    package var topics: [String: Int32] = [:]
    /// What one random choice after the other begins with.
    package var seed: UInt64 = .random(in: .min ... .max)
    /// The highest size of a request in bytes.
    package var largestRequest = 100 << 20
    /// Where the temporary directory is made; nil for the system's place.
    package var directory: String?
    /// Bytes of full blocks of logs that stay in memory; what is more goes to disk.
    package var memory = 256 << 20
    /// How often logs are looked at that could be compacted.
    package var cleaningInterval: Duration = .seconds(1)
    /// How often old records are looked for, to be deleted; Kafka's default is five minutes.
    package var retentionInterval: Duration = .seconds(60)
    /// How fast a node with an empty disk copies what it is to have, in bytes a second; nil for at once.
    package var copyRate: Int?
    /// Whether the nodes share one storage: a replaced one has nothing to copy, and nothing is lost with a disk.
    package var sharesStorage = false
    /// How long a follower takes to have what its leader has.
    package var replicationDelay: Duration = .zero
    /// How long a write waits for the storage, however many replicas there are.
    package var commitDelay: Duration = .zero
    /// Whether a connection's next request is served while a write waits; Kafka has it wait, too.
    package var pipelinesWrites = false
    /// How long a read waits whose records are on disk.
    package var coldReadDelay: Duration = .zero
    /// How long a partition is without a leader when its node goes.
    package var electionDelay: Duration = .zero
    /// How long a group waits for more members after its first one came (`group.initial.rebalance.delay.ms`).
    package var initialRebalanceDelay: Duration = .zero

    /// What is wrong with it from the start.
    package var defects: [DefectSetting] = []

    package init() {}

    var defaultReplicationFactor: Int16 { replicationFactor ?? Int16(min(nodes, 3)) }
}
