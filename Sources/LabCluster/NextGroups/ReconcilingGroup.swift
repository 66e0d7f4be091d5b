internal import KafkaWire

/// Why a request to a group is refused.
struct GroupRefusal: Error {
    let code: BrokerCode
    let message: String

    init(_ code: BrokerCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// A group whose coordinator shares out the partitions (KIP-848).
///
/// Each change of members or topics is a new epoch of the group with a target for each member; with their heartbeats
/// the members come to it one by one. It knows nothing of connections.
final class ReconcilingGroup {
    let id: String
    let clock: GroupClock
    let settings: () -> ReconcilingSettings
    let topics: GroupTopics
    /// In the order in which they came.
    private(set) var members: [ReconcilingMember] = []
    private(set) var epoch: Int32 = 0
    /// The epoch that the targets are those of.
    private(set) var assignmentEpoch: Int32 = 0
    private(set) var targets: [String: GroupShare] = [:]
    private(set) var assignor = GroupAssignor.uniform
    private var shapes: [String: GroupTopics.Shape] = [:]
    private var matches: [String: Matches] = [:]
    /// Who holds a partition, or is still to give it up.
    private var holders: [GroupPartition: String] = [:]
    /// What follows when a member is gone, whoever took it out.
    var onLoss: () -> Void = {}

    private struct Matches {
        let names: Set<String>
        let at: Int64
    }

    init(
        _ id: String, clock: GroupClock, topics: GroupTopics, epoch: Int32 = 0,
        settings: @escaping () -> ReconcilingSettings
    ) {
        self.id = id
        self.clock = clock
        self.topics = topics
        self.epoch = epoch
        assignmentEpoch = epoch
        self.settings = settings
    }

    func member(_ id: String) -> ReconcilingMember? { members.first { $0.id == id } }

    func staticMember(_ instanceID: String?) -> ReconcilingMember? {
        guard let instanceID else { return nil }
        return members.first { $0.instanceID == instanceID }
    }

    /// As ListGroups and ConsumerGroupDescribe name it.
    var state: String {
        if members.isEmpty { return "Empty" }
        if epoch > assignmentEpoch { return "Assigning" }
        return members.allSatisfy { $0.progress.isDone(in: assignmentEpoch) } ? "Stable" : "Reconciling"
    }

    func isSubscribed(to topic: String) -> Bool { shapes[topic] != nil }

    func target(of member: ReconcilingMember) -> GroupShare { targets[member.id] ?? [] }

    /// Whether another member still holds something that a member is to have.
    func isWaiting(_ member: ReconcilingMember) -> Bool {
        target(of: member).contains { partition in holders[partition].map { $0 != member.id } ?? false }
    }
}

/// What a cluster says about a group of the consumer protocol.
struct ReconcilingSettings {
    /// Milliseconds.
    var heartbeatInterval: Int32 = 5_000
    /// Milliseconds.
    var sessionTimeout: Int32 = 45_000
    var largestGroup = Int(Int32.max)

    init() {}

    init(_ group: String, in cluster: ClusterState) {
        let set = cluster.configs.groups[group] ?? [:]
        func number(_ name: String) -> Int64 {
            set[name].flatMap { Int64($0) } ?? cluster.configs.number("group.\(name)")
        }
        heartbeatInterval = Int32(clamping: number("consumer.heartbeat.interval.ms"))
        sessionTimeout = Int32(clamping: number("consumer.session.timeout.ms"))
        largestGroup = Int(cluster.configs.number("group.consumer.max.size"))
    }
}

// Members, epochs and targets.
extension ReconcilingGroup {
    func add(_ member: ReconcilingMember) { members.append(member) }

    /// Takes a member out; the others share what it had in the next epoch.
    func remove(_ member: ReconcilingMember) {
        guard members.contains(where: { $0 === member }) else { return }
        member.cancelTimers()
        members.removeAll { $0 === member }
        release(member)
        targets[member.id] = nil
        epoch += 1
        onLoss()
    }

    /// A static member came back under another id.
    func replace(_ old: ReconcilingMember, by member: ReconcilingMember) {
        old.cancelTimers()
        release(old)
        targets[member.id] = targets.removeValue(forKey: old.id)
        if let place = members.firstIndex(where: { $0 === old }) { members[place] = member }
        hold(member)
    }

    func setTarget(_ share: GroupShare, of member: ReconcilingMember) { targets[member.id] = share }

    func hold(_ member: ReconcilingMember) {
        for partition in member.progress.assigned.union(member.progress.revoking) { holders[partition] = member.id }
    }

    private func release(_ member: ReconcilingMember) {
        holders = holders.filter { $0.value != member.id }
    }

    /// Ends all timers; the group is no more.
    func end() {
        for member in members { member.cancelTimers() }
        onLoss = {}
    }

    /// Begins a new epoch where subscriptions or topics are others than before, and finds the targets of a new epoch.
    func refresh(changed: Bool) {
        let now = subscribed()
        if changed || now != shapes {
            epoch += 1
            shapes = now
        }
        guard epoch > assignmentEpoch else { return }
        assignor = preferred()
        targets = assignor.assign(
            members.map { member in
                GroupAssignor.Member(
                    id: member.id, instanceID: member.instanceID, topics: names(of: member),
                    current: target(of: member))
            }, shapes)
        assignmentEpoch = epoch
    }

    /// Takes over the topics as they are, without a new epoch.
    func takeTopics() { shapes = subscribed() }

    /// Brings a member one step nearer to its target.
    func reconcile(_ member: ReconcilingMember, owned: GroupShare?) {
        let next = member.progress.next(
            to: target(of: member), epoch: assignmentEpoch, owned: owned,
            isFree: { holders[$0] == nil || holders[$0] == member.id })
        guard next != member.progress else { return }
        let before = member.progress.assigned.union(member.progress.revoking)
        member.progress = next
        for partition in before { holders[partition] = nil }
        hold(member)
    }

    /// The names of the topics that a member reads, those that match its pattern among them.
    private func names(of member: ReconcilingMember) -> Set<String> {
        member.topics.union(member.pattern.map(matching) ?? [])
    }

    private func subscribed() -> [String: GroupTopics.Shape] {
        var shapes: [String: GroupTopics.Shape] = [:]
        for member in members {
            for name in names(of: member) where shapes[name] == nil { shapes[name] = topics.shape(name) }
        }
        return shapes
    }

    /// Topics whose names match a pattern; they are looked for once a second at most.
    private func matching(_ pattern: String) -> Set<String> {
        let now = clock.now()
        if let known = matches[pattern], now - known.at < 1000 { return known.names }
        let compiled = TopicPattern(pattern)
        let names = Set(topics.names().filter { compiled?.matches($0) ?? false })
        let used = Set(members.compactMap(\.pattern))
        matches = matches.filter { used.contains($0.key) }
        matches[pattern] = Matches(names: names, at: now)
        return names
    }

    /// The assignor that most members ask for.
    private func preferred() -> GroupAssignor {
        let asked = members.compactMap { $0.assignor.flatMap(GroupAssignor.init) }
        let votes = Dictionary(grouping: asked, by: \.self).mapValues(\.count)
        let most = votes.values.max() ?? 0
        return GroupAssignor.allCases.first { votes[$0, default: 0] == most } ?? .uniform
    }
}
