internal import KafkaWire

/// A member of a group that the coordinator assigns.
final class ReconcilingMember {
    /// What a member that speaks the classic protocol brings along (KIP-848, migration).
    struct Classic {
        var protocols: ClassicMember.Protocols
        /// Milliseconds.
        var sessionTimeout: Int32

        /// Its subscription in the protocol that it likes best.
        var subscription: ConsumerSubscription? { protocols.first.flatMap { ConsumerSubscription($0.metadata) } }
    }

    let id: String
    let instanceID: String?
    var rackID: String?
    var client: GroupClient
    /// Milliseconds.
    var rebalanceTimeout: Int32 = -1
    var topics: Set<String> = []
    var pattern: String?
    /// The assignor that it asks for.
    var assignor: String?
    var progress = GroupProgress()
    /// nil for a member of the consumer protocol.
    var classic: Classic?
    /// Runs out when nothing was heard of it for too long.
    let session = GroupTimer()
    /// Runs out when it does not give partitions up, or does not come back to a classic rebalance.
    let rebalance = GroupTimer()
    /// Runs out when a classic member does not ask for its assignment.
    let sync = GroupTimer()

    init(id: String, instanceID: String?, client: GroupClient) {
        self.id = id
        self.instanceID = instanceID
        self.client = client
    }

    /// The epoch of a static member that has left for a while.
    static let awayEpoch: Int32 = -2

    func cancelTimers() {
        session.cancel()
        rebalance.cancel()
        sync.cancel()
    }

    /// Takes over what an earlier process with the same instance id had.
    func takeOver(_ other: ReconcilingMember) {
        rackID = other.rackID
        rebalanceTimeout = other.rebalanceTimeout
        topics = other.topics
        pattern = other.pattern
        assignor = other.assignor
        progress = other.progress
        progress.previousEpoch = 0
    }
}
