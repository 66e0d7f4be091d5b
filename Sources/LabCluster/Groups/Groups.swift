internal import KafkaWire

/// All groups of a cluster, whichever node looks after them.
final class Groups {
    private(set) var byID: [String: Group] = [:]
    let clock: GroupClock
    unowned let cluster: ClusterState

    init(_ cluster: ClusterState) {
        self.cluster = cluster
        clock = GroupClock(cluster)
        cluster.topics.onDelete.append { [weak self] topic in
            for group in self?.byID.values.map(\.self) ?? [] { group.offsets.delete(topic: topic.name) }
        }
        expireLater()
    }

    subscript(_ id: String) -> Group? { byID[id] }

    var inOrder: [Group] { byID.values.sorted { $0.id < $1.id } }

    /// The group, as a classic one without members if it is not there.
    func ensure(_ id: String) -> Group {
        if let group = byID[id] { return group }
        let group = Group(id, .classic(newClassic(id)))
        byID[id] = group
        return group
    }

    func ensure(_ id: String, _ kind: Group.Kind) -> Group {
        let group = byID[id] ?? Group(id, kind)
        group.kind = kind
        byID[id] = group
        return group
    }

    func remove(_ group: Group) {
        group.end()
        byID[group.id] = nil
    }

    func newClassic(_ id: String) -> ClassicGroup {
        ClassicGroup(id, clock: clock) { [unowned cluster] in ClassicGroupSettings(cluster) }
    }

    /// Whether a node looks after a group.
    func isCoordinator(_ node: LabNode, of id: String) -> Bool { cluster.coordinator(of: id, .group)?.id == node.id }
}

// Offsets.
extension Groups {
    /// A group's offsets, for a commit that was found to be right: they are there from then on.
    func offsets(of id: String) -> GroupOffsets { ensure(id).offsets }

    /// Commits what a producer's transaction has put aside in any group.
    func commitPending(_ producerID: Int64) {
        for group in byID.values { group.offsets.commitPending(producerID) }
    }

    /// Forgets what a producer's transaction has put aside in any group.
    func dropPending(_ producerID: Int64) {
        for group in byID.values { group.offsets.dropPending(producerID) }
    }

    /// What is wrong with a commit of a group's offsets, in a transaction or not; nil for nothing.
    func fault(in commit: OffsetCommitter, of id: String) -> BrokerCode? {
        switch byID[id]?.kind {
        case nil:
            if commit.generation < 0 { return nil }
            return commit.version >= 9 && !commit.isTransactional ? .groupIdNotFound : .illegalGeneration
        case .classic(let group)?: return group.fault(in: commit)
        case .consumer(let group)?:
            if commit.generation < 0, group.members.isEmpty { return nil }
            if commit.isTransactional, commit.generation < 0, commit.memberID.isEmpty { return nil }
            return group.fault(
                of: commit.memberID, epoch: commit.generation, forCommit: commit.isTransactional ? nil : commit.version)
        }
    }

    /// How long a text may go with an offset, in bytes.
    var largestMetadata: Int { Int(cluster.configs.number("offset.metadata.max.bytes")) }

    private func expireLater() {
        let interval = max(1, cluster.configs.number("offsets.retention.check.interval.ms"))
        cluster.after(.milliseconds(interval)) { [weak self] in
            self?.expire()
            self?.expireLater()
        }
    }

    /// Forgets offsets whose retention is over, and groups that have nothing any more.
    func expire() {
        let retention = cluster.configs.number("offsets.retention.minutes") * 60_000
        let now = clock.now()
        for group in byID.values {
            group.offsets.expire(at: now) { place, offset in
                Self.beginOfRetention(group, place, offset).map { $0 + retention }
            }
            if group.offsets.isEmpty, !group.hasMembers, !group.isInUse { remove(group) }
        }
    }

    /// Since when nobody uses an offset; nil while somebody may (KIP-211).
    private static func beginOfRetention(_ group: Group, _ place: OffsetPlace, _ offset: CommittedOffset) -> Int64? {
        switch group.kind {
        case .consumer(let members): return members.isSubscribed(to: place.topic) ? nil : offset.committedAt
        case .classic(let members):
            guard members.protocolType != nil else { return offset.committedAt }
            if members.state == .empty { return max(members.stateSince, offset.committedAt) }
            let isUsed = members.state != .stable || !members.isOfConsumers || members.isSubscribed(to: place.topic)
            return isUsed ? nil : offset.committedAt
        }
    }
}
