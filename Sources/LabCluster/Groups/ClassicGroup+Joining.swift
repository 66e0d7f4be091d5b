internal import KafkaWire

// JoinGroup: who comes, and who comes back.
extension ClassicGroup {
    /// Takes a member in or back; it is answered when the rebalance is complete.
    ///
    /// - Parameter version: JoinGroup's; from 4 on a new member has to come with an id that it was given (KIP-394).
    func join(
        _ request: JoinGroupRequest, version: Int16, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        func refuse(_ code: BrokerCode, _ memberID: String? = nil) {
            answer(Self.refusal(code, memberID ?? request.memberID))
        }
        guard state != .dead else { return refuse(.coordinatorNotAvailable) }
        guard hasRoom(for: request.memberID) else { return refuse(.groupMaxSizeReached) }
        guard takes(request.protocolType, request.protocols) else { return refuse(.inconsistentGroupProtocol) }
        guard request.memberID.isEmpty else { return rejoin(request, version: version, client: client, answer: answer) }
        let newID = "\(request.groupInstanceID ?? client.id)-\(clock.newID())"
        if let known = staticMember(request.groupInstanceID) {
            replace(known, by: newID, request, version: version, client: client, answer: answer)
        } else if request.groupInstanceID == nil, version >= 4 {
            let timer = GroupTimer()
            pendingMembers[newID] = timer
            timer.set(.milliseconds(request.sessionTimeoutMs), clock) { [weak self] in self?.dropPending(newID) }
            refuse(.memberIdRequired, newID)
        } else {
            add(newID, request, client: client, answer: answer)
        }
    }

    static func refusal(_ code: BrokerCode, _ memberID: String) -> JoinGroupResponse {
        JoinGroupResponse {
            $0.errorCode = code
            $0.memberID = memberID
            $0.protocolName = nil
        }
    }

    private func hasRoom(for memberID: String) -> Bool {
        let largest = settings().largestGroup
        let known = member(memberID)
        switch state {
        case .empty, .dead: return true
        case .preparingRebalance: return known?.isJoining == true || members.count { $0.isJoining } < largest
        case .completingRebalance, .stable: return known != nil || members.count < largest
        }
    }

    private func rejoin(
        _ request: JoinGroupRequest, version: Int16, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        if let timer = pendingMembers.removeValue(forKey: request.memberID) {
            timer.cancel()
            return add(request.memberID, request, client: client, answer: answer)
        }
        if let code = fault(of: request.memberID, instanceID: request.groupInstanceID) {
            return answer(Self.refusal(code, request.memberID))
        }
        guard let member = member(request.memberID) else { return }
        let isSame = member.protocols == request.protocols
        switch state {
        case .completingRebalance where isSame, .stable where isSame && !isLeader(member):
            // It did not hear of the answer, or has nothing new to say.
            answer(joined(member, membersFor: state == .completingRebalance ? leader : nil))
        case .empty, .dead: answer(Self.refusal(.unknownMemberId, request.memberID))
        default:
            update(member, request, client: client, answer: answer)
            rebalanceOrComplete()
        }
    }

    private func add(
        _ newID: String, _ request: JoinGroupRequest, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        let member = ClassicMember(id: newID, request: request, client: client)
        member.awaitJoin(answer)
        if members.isEmpty { protocolType = request.protocolType }
        if leader == nil { leader = newID }
        members.append(member)
        if state == .preparingRebalance, previousState == .empty { hasNewMember = true }
        // A member that has not heard of its id cannot send heartbeats; so many minutes are for lost connections.
        let first = max(Duration.milliseconds(request.sessionTimeoutMs), .seconds(300))
        member.session.set(first, clock) { [weak self, weak member] in
            if let self, let member { remove(member) }
        }
        rebalanceOrComplete()
    }

    private func update(
        _ member: ClassicMember, _ request: JoinGroupRequest, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        member.protocols = request.protocols
        member.sessionTimeout = request.sessionTimeoutMs
        member.rebalanceTimeout = request.rebalanceTimeoutMs
        member.client = client
        // A client that tries again has given up on the request before.
        member.refuseJoin(.unknownMemberId)
        member.awaitJoin(answer)
    }

    /// A static member came back under a new id (KIP-345): the group goes on unless it rebalances already.
    private func replace(
        _ member: ClassicMember, by newID: String, _ request: JoinGroupRequest, version: Int16, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        let oldLeader = leader
        let wasLeader = isLeader(member)
        let oldProtocol = protocolName
        member.refuseJoin(.fencedInstanceId)
        member.refuseSync(.fencedInstanceId)
        pendingSync.remove(member.id)
        member.rename(newID)
        if wasLeader { leader = newID }
        update(member, request, client: client, answer: answer)
        keepAlive(member)
        guard state == .stable, vote() == oldProtocol else {
            if state == .completingRebalance || state == .stable { prepareRebalance() } else { completeIfAllJoined() }
            return
        }
        var response = joined(member, membersFor: nil)
        if version >= 9 {
            response.skipAssignment = wasLeader
            response.members = wasLeader ? told(protocolName) : []
        } else {
            // A client that cannot skip the assignment must not think that it leads (KAFKA-12679).
            response.leader = oldLeader ?? ""
        }
        member.answerJoin(response)
    }

    /// The answer to a member that is in the generation.
    func joined(_ member: ClassicMember, membersFor leading: String?) -> JoinGroupResponse {
        JoinGroupResponse {
            $0.memberID = member.id
            $0.generationID = generation
            $0.protocolType = protocolType
            $0.protocolName = protocolName
            $0.leader = leader ?? ""
            $0.members = member.id == leading ? told(protocolName) : []
        }
    }
}
