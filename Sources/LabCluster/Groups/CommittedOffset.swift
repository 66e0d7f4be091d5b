/// A partition as committed offsets name it.
struct OffsetPlace: Hashable, Comparable {
    let topic: String
    let partition: Int32

    init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    static func < (one: OffsetPlace, other: OffsetPlace) -> Bool {
        (one.topic, one.partition) < (other.topic, other.partition)
    }
}

/// How far a group has come in a partition, as its members said.
struct CommittedOffset: Equatable {
    var offset: Int64
    /// -1 where the member did not tell.
    var leaderEpoch: Int32 = -1
    var metadata = ""
    /// Milliseconds since 1970.
    var committedAt: Int64
    /// When it goes though the group is in use; nil where the group's retention says.
    var expiresAt: Int64?
}
