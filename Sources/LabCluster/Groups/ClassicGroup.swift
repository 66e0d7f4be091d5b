internal import KafkaWire
internal import Quantities

/// A group whose leader, one of its members, shares out the partitions.
///
/// As Kafka's `ClassicGroup`: members join, the first of them is told of all others and hands an assignment in, and all
/// get their part with their SyncGroup. It knows nothing of connections; answers go back through closures.
final class ClassicGroup {
    enum State: String {
        case empty = "Empty"
        case preparingRebalance = "PreparingRebalance"
        case completingRebalance = "CompletingRebalance"
        case stable = "Stable"
        case dead = "Dead"
    }

    let id: String
    let clock: GroupClock
    let settings: () -> ClassicGroupSettings
    private(set) var state = State.empty
    private(set) var previousState = State.empty
    /// When it came to be in its state, in milliseconds since 1970.
    private(set) var stateSince: Int64
    /// Counts its rebalances.
    var generation: Int32 = 0
    /// `consumer` for groups of consumers; nil before the first member.
    var protocolType: String?
    /// The assignor that the members agreed on.
    var protocolName: String?
    var leader: String?
    /// In the order in which they came.
    var members: [ClassicMember] = []
    /// Ids that were given out and have not come back yet, with the time they have.
    var pendingMembers: [String: GroupTimer] = [:]
    /// Members that know of the generation and have not asked for their assignment.
    var pendingSync: Set<String> = []
    /// Whether somebody came while the first rebalance of the group waits for more.
    var hasNewMember = false
    let joinTimer = GroupTimer()
    let syncTimer = GroupTimer()

    init(_ id: String, clock: GroupClock, settings: @escaping () -> ClassicGroupSettings) {
        self.id = id
        self.clock = clock
        self.settings = settings
        stateSince = clock.now()
    }

    func become(_ state: State) {
        previousState = self.state
        self.state = state
        stateSince = clock.now()
    }

    /// Ends it: nobody waits for it any more, and none of its timers runs.
    func end(_ code: BrokerCode) {
        become(.dead)
        joinTimer.cancel()
        syncTimer.cancel()
        for timer in pendingMembers.values { timer.cancel() }
        pendingMembers = [:]
        for member in members {
            member.session.cancel()
            member.refuseJoin(code)
            member.refuseSync(code)
        }
    }
}

/// What a cluster says about all classic groups.
struct ClassicGroupSettings {
    /// Milliseconds that an empty group waits for more members after the first one.
    var initialRebalanceDelay: Int64 = 0
    var largestGroup = Int(Int32.max)
    var sessionTimeouts: ClosedRange<Int64> = 6_000...1_800_000

    init() {}

    init(_ cluster: ClusterState) {
        initialRebalanceDelay = cluster.settings.initialRebalanceDelay.milliseconds
        largestGroup = Int(cluster.configs.number("group.max.size"))
        let least = cluster.configs.number("group.min.session.timeout.ms")
        sessionTimeouts = least...max(least, cluster.configs.number("group.max.session.timeout.ms"))
    }
}

// What is known of it.
extension ClassicGroup {
    func member(_ id: String) -> ClassicMember? { members.first { $0.id == id } }

    func staticMember(_ instanceID: String?) -> ClassicMember? {
        guard let instanceID else { return nil }
        return members.first { $0.instanceID == instanceID }
    }

    func isLeader(_ member: ClassicMember) -> Bool { member.id == leader }

    var isOfConsumers: Bool { protocolType == "consumer" }

    var canRebalance: Bool { [.empty, .stable, .completingRebalance].contains(state) }

    var haveAllJoined: Bool { pendingMembers.isEmpty && members.allSatisfy(\.isJoining) }

    /// The longest time that a member asks for to come back to a rebalance.
    var rebalanceTimeout: Duration { .milliseconds(members.map(\.rebalanceTimeout).max() ?? 0) }

    /// Whether a member with such protocols finds one that all others have.
    func takes(_ type: String, _ protocols: ClassicMember.Protocols) -> Bool {
        guard !type.isEmpty, !protocols.isEmpty else { return false }
        guard !members.isEmpty else { return true }
        return type == protocolType && protocols.contains { one in isCommon(one.name) }
    }

    private func isCommon(_ name: String) -> Bool {
        members.allSatisfy { member in member.protocols.contains { $0.name == name } }
    }

    /// The assignor that most members like best among those that all have.
    func vote() -> String? {
        var votes: [String: Int] = [:]
        var order: [String] = []
        for member in members {
            guard let vote = member.protocols.first(where: { isCommon($0.name) })?.name else { continue }
            if votes[vote] == nil { order.append(vote) }
            votes[vote, default: 0] += 1
        }
        return order.max { votes[$0, default: 0] < votes[$1, default: 0] }
    }

    /// Whether the group reads a topic, as far as its members said.
    ///
    /// Groups that are no consumers', and those whose members cannot be understood, have nothing to say.
    func isSubscribed(to topic: String) -> Bool {
        guard isOfConsumers, let protocolName else { return false }
        return members.contains { member in
            ConsumerSubscription(member.metadata(for: protocolName))?.topics.contains(topic) ?? true
        }
    }

    /// All members as the leader and administrators are told of them.
    func told(_ name: String?) -> [JoinGroupResponse.Member] {
        members.map { member in
            .init {
                $0.memberID = member.id
                $0.groupInstanceID = member.instanceID
                $0.metadata = member.metadata(for: name)
            }
        }
    }

    /// What is wrong with somebody who says to be a member; nil for nothing.
    func fault(of memberID: String, instanceID: String?) -> BrokerCode? {
        if let instanceID {
            guard let known = staticMember(instanceID) else { return .unknownMemberId }
            return known.id == memberID ? nil : .fencedInstanceId
        }
        return member(memberID) == nil ? .unknownMemberId : nil
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { Nanoseconds(self).rawValue / 1_000_000 }
}
