internal import KafkaWire

// Members that speak the classic protocol in a group that the coordinator assigns: the way there and back.
extension ReconcilingGroup {
    /// A group of the consumer protocol with the members that a classic one has.
    ///
    /// nil where their bytes are not those of consumers.
    static func of(
        _ old: ClassicGroup, topics: GroupTopics, settings: @escaping () -> ReconcilingSettings
    ) -> ReconcilingGroup? {
        let group = ReconcilingGroup(
            old.id, clock: old.clock, topics: topics, epoch: old.generation, settings: settings)
        for one in old.members {
            guard let subscription = ConsumerSubscription(one.metadata(for: old.protocolName)),
                let assigned = ConsumerAssignment.partitions(in: one.assignment)
            else { return nil }
            let member = ReconcilingMember(id: one.id, instanceID: one.instanceID, client: one.client)
            member.rebalanceTimeout = one.rebalanceTimeout
            member.topics = Set(subscription.topics)
            member.classic = .init(protocols: one.protocols, sessionTimeout: one.sessionTimeout)
            member.progress.epoch = old.generation
            member.progress.previousEpoch = old.generation
            member.progress.assigned = group.share(assigned)
            group.add(member)
            group.hold(member)
            group.setTarget(member.progress.assigned, of: member)
        }
        group.takeTopics()
        for member in group.members { group.keepAlive(member) }
        return group
    }

    /// A classic group with the members of this one, all of which speak the classic protocol.
    func toClassic(settings: @escaping () -> ClassicGroupSettings) -> ClassicGroup {
        let group = ClassicGroup(id, clock: clock, settings: settings)
        group.generation = epoch
        group.protocolType = "consumer"
        for one in members {
            guard let classic = one.classic else { continue }
            let member = ClassicMember(
                id: one.id, instanceID: one.instanceID, client: one.client, sessionTimeout: classic.sessionTimeout,
                rebalanceTimeout: one.rebalanceTimeout, protocols: classic.protocols)
            member.assignment = bytes(one)
            group.members.append(member)
        }
        group.leader = group.members.first?.id
        group.protocolName = group.vote()
        group.become(.stable)
        for member in group.members { group.keepAlive(member) }
        group.prepareRebalance()
        return group
    }

    var isAllClassic: Bool { !members.isEmpty && members.allSatisfy { $0.classic != nil } }

    private func share(_ partitions: [String: [Int32]]) -> GroupShare {
        GroupShare(
            partitions.flatMap { name, indexes in
                topics.shape(name).map { shape in indexes.map { GroupPartition(shape.id, $0) } } ?? []
            })
    }

    private func bytes(_ member: ReconcilingMember) -> WireBytes {
        var partitions: [String: [Int32]] = [:]
        for (topic, indexes) in member.progress.assigned.byTopic {
            if let name = topics.name(topic) { partitions[name] = indexes }
        }
        return ConsumerAssignment.bytes(partitions, version: member.classic?.subscription?.version ?? 0)
    }

    /// JoinGroup: takes a classic member in or back, in the group's epoch.
    func join(_ request: JoinGroupRequest, version: Int16, client: GroupClient) -> JoinGroupResponse {
        guard request.protocolType == "consumer", let first = request.protocols.first,
            let subscription = ConsumerSubscription(first.metadata), takes(request.protocols)
        else { return ClassicGroup.refusal(.inconsistentGroupProtocol, request.memberID) }
        let member: ReconcilingMember
        if let old = staticMember(request.groupInstanceID), request.memberID.isEmpty {
            member = ReconcilingMember(
                id: "\(request.groupInstanceID ?? "")-\(clock.newID())", instanceID: request.groupInstanceID,
                client: client)
            member.takeOver(old)
            replace(old, by: member)
        } else if request.memberID.isEmpty {
            guard members.count < settings().largestGroup else {
                return ClassicGroup.refusal(.groupMaxSizeReached, "")
            }
            let newID = "\(request.groupInstanceID ?? client.id)-\(clock.newID())"
            if version >= 4, request.groupInstanceID == nil { return ClassicGroup.refusal(.memberIdRequired, newID) }
            member = ReconcilingMember(id: newID, instanceID: request.groupInstanceID, client: client)
            add(member)
        } else if let known = self.member(request.memberID) {
            guard known.instanceID == request.groupInstanceID else {
                return ClassicGroup.refusal(.fencedInstanceId, request.memberID)
            }
            member = known
        } else {
            member = ReconcilingMember(id: request.memberID, instanceID: nil, client: client)
            add(member)
        }
        let isChanged = member.topics != Set(subscription.topics)
        member.client = client
        member.topics = Set(subscription.topics)
        member.rebalanceTimeout = request.rebalanceTimeoutMs
        member.classic = .init(protocols: request.protocols, sessionTimeout: request.sessionTimeoutMs)
        refresh(changed: isChanged)
        reconcile(member, owned: share(subscription.owned))
        member.rebalance.cancel()
        keepAlive(member)
        member.sync.set(.milliseconds(member.rebalanceTimeout), clock) { [weak self, weak member] in
            if let self, let member { remove(member) }
        }
        return JoinGroupResponse {
            $0.memberID = member.id
            $0.generationID = member.progress.epoch
            $0.protocolType = "consumer"
            $0.protocolName = first.name
        }
    }

    /// Whether the classic members have a protocol in common with a new one.
    private func takes(_ protocols: ClassicMember.Protocols) -> Bool {
        let others = members.compactMap(\.classic)
        return protocols.contains { one in
            others.allSatisfy { $0.protocols.contains { $0.name == one.name } }
        }
    }

    /// SyncGroup: what the coordinator assigned.
    func sync(_ request: SyncGroupRequest) -> SyncGroupResponse {
        func refuse(_ code: BrokerCode) -> SyncGroupResponse { SyncGroupResponse { $0.errorCode = code } }
        guard let member = member(request.memberID) else { return refuse(.unknownMemberId) }
        guard member.instanceID == request.groupInstanceID else { return refuse(.fencedInstanceId) }
        guard let classic = member.classic else { return refuse(.unknownMemberId) }
        guard request.generationID == member.progress.epoch else { return refuse(.illegalGeneration) }
        guard !isCalledBack(member) else {
            awaitReturn(member)
            return refuse(.rebalanceInProgress)
        }
        member.sync.cancel()
        keepAlive(member)
        return SyncGroupResponse {
            $0.protocolType = "consumer"
            $0.protocolName = classic.protocols.first?.name
            $0.assignment = bytes(member)
        }
    }

    /// Heartbeat: whether there is something to come back for.
    func heartbeat(_ request: HeartbeatRequest) -> BrokerCode {
        guard let member = member(request.memberID), member.classic != nil else { return .unknownMemberId }
        guard member.instanceID == request.groupInstanceID else { return .fencedInstanceId }
        guard request.generationID == member.progress.epoch else { return .illegalGeneration }
        keepAlive(member)
        refresh(changed: false)
        guard isCalledBack(member) else { return .none }
        awaitReturn(member)
        return .rebalanceInProgress
    }

    private func isCalledBack(_ member: ReconcilingMember) -> Bool {
        switch member.progress.state {
        case .unrevoked: true
        case .unreleased: member.progress.epoch < epoch || !isWaiting(member)
        case .stable: member.progress.epoch < epoch
        }
    }

    private func awaitReturn(_ member: ReconcilingMember) {
        guard !member.rebalance.isSet, member.rebalanceTimeout >= 0 else { return }
        member.rebalance.set(.milliseconds(member.rebalanceTimeout), clock) { [weak self, weak member] in
            if let self, let member { remove(member) }
        }
    }

    /// LeaveGroup.
    func leave(_ memberID: String, instanceID: String?) -> BrokerCode {
        let found: ReconcilingMember?
        if let instanceID {
            found = staticMember(instanceID)
            if let found, !memberID.isEmpty, found.id != memberID { return .fencedInstanceId }
        } else {
            found = member(memberID)
        }
        guard let found else { return .unknownMemberId }
        remove(found)
        return .none
    }
}
