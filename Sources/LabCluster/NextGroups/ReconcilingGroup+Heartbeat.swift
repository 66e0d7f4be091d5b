internal import KafkaWire

// ConsumerGroupHeartbeat: joining, going on, and leaving.
extension ReconcilingGroup {
    func heartbeat(
        _ request: ConsumerGroupHeartbeatRequest, client: GroupClient
    ) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse {
        if request.memberEpoch < 0 { return try leave(request) }
        let owned = request.topicPartitions.map { topics in
            GroupShare(topics.flatMap { topic in topic.partitions.map { GroupPartition(topic.topicID, $0) } })
        }
        let (member, isNew) = try find(request, client: client, owned: owned)
        let before = member.progress.assigned
        member.client = client
        let isChanged = update(member, request)
        refresh(changed: isChanged || isNew)
        reconcile(member, owned: owned)
        keepAlive(member)
        awaitRevocation(member)
        let isFull =
            request.memberEpoch == 0
            || (request.rebalanceTimeoutMs != -1 && owned != nil
                && (request.subscribedTopicNames != nil || request.subscribedTopicRegex != nil))
        return answer(to: member, assignment: isFull || before != member.progress.assigned)
    }

    private func answer(to member: ReconcilingMember, assignment: Bool) -> ConsumerGroupHeartbeatResponse {
        ConsumerGroupHeartbeatResponse {
            $0.memberID = member.id
            $0.memberEpoch = member.progress.epoch
            $0.heartbeatIntervalMs = settings().heartbeatInterval
            guard assignment else { return }
            $0.assignment = .init {
                $0.topicPartitions = member.progress.assigned.byTopic.map { topic, indexes in
                    .init {
                        $0.topicID = topic
                        $0.partitions = indexes
                    }
                }
            }
        }
    }

    /// The member that a heartbeat is of; a first heartbeat makes it.
    ///
    /// One that takes a static member's place is not new: what it has is there already.
    private func find(
        _ request: ConsumerGroupHeartbeatRequest, client: GroupClient, owned: GroupShare?
    ) throws(GroupRefusal) -> (ReconcilingMember, isNew: Bool) {
        let isFirst = request.memberEpoch == 0
        let known = member(request.memberID)
        if isFirst, known == nil, staticMember(request.instanceID) == nil, members.count >= settings().largestGroup {
            throw GroupRefusal(.groupMaxSizeReached, "The consumer group has reached its maximum capacity.")
        }
        if let instanceID = request.instanceID, let old = staticMember(instanceID), old !== known {
            guard isFirst else {
                throw GroupRefusal(
                    .fencedInstanceId, "Static member \(request.memberID) with instance id \(instanceID) was fenced.")
            }
            guard old.progress.epoch == ReconcilingMember.awayEpoch || old.classic != nil else {
                throw GroupRefusal(
                    .unreleasedInstanceId,
                    "Static member \(request.memberID) with instance id \(instanceID) cannot join the group because the instance id is owned by member \(old.id)."
                )
            }
            let member = ReconcilingMember(id: request.memberID, instanceID: instanceID, client: client)
            member.takeOver(old)
            replace(old, by: member)
            return (member, false)
        }
        guard let known else {
            guard isFirst else {
                throw GroupRefusal(
                    .unknownMemberId, "Member \(request.memberID) is not a member of group \(id).")
            }
            let id = request.memberID.isEmpty ? clock.newID() : request.memberID
            let member = ReconcilingMember(id: id, instanceID: request.instanceID, client: client)
            add(member)
            return (member, true)
        }
        try check(request.memberEpoch, of: known, owned: owned)
        return (known, false)
    }

    /// Fences a member that is ahead, or behind by more than an answer that it did not get.
    private func check(_ epoch: Int32, of member: ReconcilingMember, owned: GroupShare?) throws(GroupRefusal) {
        let now = member.progress.epoch
        if epoch == now { return }
        let missedOne =
            epoch < now && epoch == member.progress.previousEpoch
            && owned?.isSubset(of: member.progress.assigned) == true
        guard missedOne else {
            throw GroupRefusal(
                .fencedMemberEpoch,
                "The consumer group member has a \(epoch > now ? "greater" : "smaller") member epoch (\(epoch)) than the one known by the group coordinator (\(now)). The member must abandon all its partitions and rejoin."
            )
        }
    }

    /// Takes over what a heartbeat says of its member; says whether it subscribes to something else now.
    private func update(_ member: ReconcilingMember, _ request: ConsumerGroupHeartbeatRequest) -> Bool {
        let topics = member.topics
        let pattern = member.pattern
        if let rackID = request.rackID { member.rackID = rackID }
        if request.rebalanceTimeoutMs != -1 { member.rebalanceTimeout = request.rebalanceTimeoutMs }
        if let names = request.subscribedTopicNames { member.topics = Set(names) }
        if let text = request.subscribedTopicRegex { member.pattern = text.isEmpty ? nil : text }
        if let assignor = request.serverAssignor { member.assignor = assignor }
        member.classic = nil
        return topics != member.topics || pattern != member.pattern
    }

    private func leave(_ request: ConsumerGroupHeartbeatRequest) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse
    {
        let member: ReconcilingMember
        if let instanceID = request.instanceID {
            guard let known = staticMember(instanceID) else {
                throw GroupRefusal(.unknownMemberId, "Instance id \(instanceID) is unknown.")
            }
            guard known.id == request.memberID else {
                throw GroupRefusal(
                    .fencedInstanceId, "Static member \(request.memberID) with instance id \(instanceID) was fenced.")
            }
            member = known
        } else {
            guard let known = self.member(request.memberID) else {
                throw GroupRefusal(.unknownMemberId, "Member \(request.memberID) is not a member of group \(id).")
            }
            member = known
        }
        if request.memberEpoch == ReconcilingMember.awayEpoch {
            // It is expected back; what it has stays its own until its session ends.
            member.progress.epoch = ReconcilingMember.awayEpoch
            member.progress.revoking = []
            member.progress.state = .stable
            member.rebalance.cancel()
        } else {
            remove(member)
        }
        return ConsumerGroupHeartbeatResponse {
            $0.memberID = request.memberID
            $0.memberEpoch = request.memberEpoch
        }
    }

    func keepAlive(_ member: ReconcilingMember) {
        let timeout = member.classic?.sessionTimeout ?? settings().sessionTimeout
        member.session.set(.milliseconds(timeout), clock) { [weak self, weak member] in
            if let self, let member { remove(member) }
        }
    }

    /// Gives a member that is to give partitions up its time for it.
    private func awaitRevocation(_ member: ReconcilingMember) {
        guard member.progress.state == .unrevoked else { return member.rebalance.cancel() }
        guard !member.rebalance.isSet, member.rebalanceTimeout >= 0 else { return }
        member.rebalance.set(.milliseconds(member.rebalanceTimeout), clock) { [weak self, weak member] in
            if let self, let member { remove(member) }
        }
    }

    /// What is wrong with a member that commits or reads offsets; nil for nothing.
    func fault(of memberID: String, epoch: Int32, forCommit version: Int16? = nil) -> BrokerCode? {
        guard let member = member(memberID) else { return .unknownMemberId }
        if let version, member.classic == nil, version < 9 { return .unsupportedVersion }
        guard epoch == member.progress.epoch else {
            return member.classic == nil ? .staleMemberEpoch : .illegalGeneration
        }
        return nil
    }
}
