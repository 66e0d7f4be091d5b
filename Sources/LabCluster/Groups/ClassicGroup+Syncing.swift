internal import KafkaWire

// SyncGroup, Heartbeat, LeaveGroup and OffsetCommit: what a member does once it is in.
extension ClassicGroup {
    /// Takes the leader's assignment, and answers each member with its part of it.
    func sync(_ request: SyncGroupRequest, answer: @escaping (SyncGroupResponse) -> Void) {
        func refuse(_ code: BrokerCode) { answer(SyncGroupResponse { $0.errorCode = code }) }
        guard state != .dead else { return refuse(.coordinatorNotAvailable) }
        if let code = fault(of: request.memberID, instanceID: request.groupInstanceID) { return refuse(code) }
        guard request.generationID == generation else { return refuse(.illegalGeneration) }
        guard request.protocolType ?? protocolType == protocolType,
            request.protocolName ?? protocolName == protocolName
        else { return refuse(.inconsistentGroupProtocol) }
        guard let member = member(request.memberID) else { return }
        switch state {
        case .empty, .dead: refuse(.unknownMemberId)
        case .preparingRebalance: refuse(.rebalanceInProgress)
        case .stable:
            pendingSync.remove(member.id)
            if pendingSync.isEmpty { syncTimer.cancel() }
            answer(synced(member))
        case .completingRebalance:
            member.refuseSync(.unknownMemberId)
            member.awaitSync(answer)
            pendingSync.remove(member.id)
            if isLeader(member) { assign(request.assignments) }
        }
    }

    private func assign(_ assignments: [SyncGroupRequest.Assignment]) {
        let parts = Dictionary(assignments.map { ($0.memberID, $0.assignment) }) { _, last in last }
        become(.stable)
        if pendingSync.isEmpty { syncTimer.cancel() }
        for member in members {
            member.assignment = parts[member.id] ?? []
            guard member.isSyncing else { continue }
            keepAlive(member)
            member.answerSync(synced(member))
        }
    }

    private func synced(_ member: ClassicMember) -> SyncGroupResponse {
        SyncGroupResponse {
            $0.protocolType = protocolType
            $0.protocolName = protocolName
            $0.assignment = member.assignment
        }
    }

    /// Keeps a member alive, and tells it whether it is to come back.
    func heartbeat(_ request: HeartbeatRequest) -> BrokerCode {
        guard state != .dead else { return .coordinatorNotAvailable }
        if let code = fault(of: request.memberID, instanceID: request.groupInstanceID) { return code }
        guard request.generationID == generation else { return .illegalGeneration }
        guard state != .empty, let member = member(request.memberID) else { return .unknownMemberId }
        keepAlive(member)
        return state == .preparingRebalance ? .rebalanceInProgress : .none
    }

    /// Lets a member go: by its id, or by its instance id.
    func leave(_ memberID: String, instanceID: String?) -> BrokerCode {
        if pendingMembers[memberID] != nil, instanceID == nil {
            dropPending(memberID)
            return .none
        }
        if memberID.isEmpty, let instanceID {
            guard let member = staticMember(instanceID) else { return .unknownMemberId }
            remove(member)
            return .none
        }
        if let code = fault(of: memberID, instanceID: instanceID) { return code }
        if let member = member(memberID) { remove(member) }
        return .none
    }

    /// What is wrong with a commit; nil for nothing.
    func fault(in commit: OffsetCommitter) -> BrokerCode? {
        if state == .dead { return .coordinatorNotAvailable }
        if commit.generation < 0, state == .empty { return nil }
        if commit.generation >= 0 || !commit.memberID.isEmpty || commit.instanceID != nil {
            if let code = fault(of: commit.memberID, instanceID: commit.instanceID) { return code }
            if commit.generation != generation { return .illegalGeneration }
        } else if !commit.isTransactional, state != .empty {
            return .unknownMemberId
        }
        return !commit.isTransactional && state == .completingRebalance ? .rebalanceInProgress : nil
    }
}

/// Who commits offsets.
struct OffsetCommitter {
    let memberID: String
    let instanceID: String?
    /// The generation of a classic group or the member's epoch.
    let generation: Int32
    let isTransactional: Bool
    /// Of OffsetCommit or TxnOffsetCommit.
    let version: Int16
}
