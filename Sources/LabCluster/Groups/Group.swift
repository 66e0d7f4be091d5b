internal import KafkaWire

/// A group: its offsets, and its members in the one protocol or the other.
final class Group {
    enum Kind {
        /// One of its members assigns; also a group that has offsets and never had a member.
        case classic(ClassicGroup)
        /// The coordinator assigns (KIP-848).
        case consumer(ReconcilingGroup)
    }

    let id: String
    let offsets = GroupOffsets()
    var kind: Kind

    init(_ id: String, _ kind: Kind) {
        self.id = id
        self.kind = kind
    }

    var hasMembers: Bool {
        switch kind {
        case .classic(let group): !group.members.isEmpty || !group.pendingMembers.isEmpty
        case .consumer(let group): !group.members.isEmpty
        }
    }

    /// Whether it could be deleted: a rebalance that its last member left counts as use.
    var isInUse: Bool {
        switch kind {
        case .classic(let group): group.state != .empty && group.state != .dead
        case .consumer(let group): !group.members.isEmpty
        }
    }

    /// As ListGroups names it.
    var state: String {
        switch kind {
        case .classic(let group): group.state.rawValue
        case .consumer(let group): group.state
        }
    }

    /// As ListGroups names it.
    var type: String {
        switch kind {
        case .classic: "classic"
        case .consumer: "consumer"
        }
    }

    var protocolType: String {
        switch kind {
        case .classic(let group): group.protocolType ?? ""
        case .consumer: "consumer"
        }
    }

    func isSubscribed(to topic: String) -> Bool {
        switch kind {
        case .classic(let group): group.isSubscribed(to: topic)
        case .consumer(let group): group.isSubscribed(to: topic)
        }
    }

    func end() {
        switch kind {
        case .classic(let group): group.end(.coordinatorNotAvailable)
        case .consumer(let group): group.end()
        }
    }
}
