internal import KafkaWire

// Requests of members, handed to the group that they are of, in whichever protocol it is.
extension Groups {
    func join(
        _ request: JoinGroupRequest, version: Int16, client: GroupClient,
        answer: @escaping (JoinGroupResponse) -> Void
    ) {
        func refuse(_ code: BrokerCode) { answer(ClassicGroup.refusal(code, request.memberID)) }
        guard !request.groupID.isEmpty else { return refuse(.invalidGroupId) }
        guard ClassicGroupSettings(cluster).sessionTimeouts.contains(Int64(request.sessionTimeoutMs)) else {
            return refuse(.invalidSessionTimeout)
        }
        if byID[request.groupID] == nil, !request.memberID.isEmpty { return refuse(.unknownMemberId) }
        let group = ensure(request.groupID)
        switch group.kind {
        case .classic(let members): members.join(request, version: version, client: client, answer: answer)
        case .consumer(let members) where members.members.isEmpty:
            let classic = newClassic(group.id)
            members.end()
            group.kind = .classic(classic)
            classic.join(request, version: version, client: client, answer: answer)
        case .consumer(let members): answer(members.join(request, version: version, client: client))
        }
    }

    func sync(_ request: SyncGroupRequest, answer: @escaping (SyncGroupResponse) -> Void) {
        func refuse(_ code: BrokerCode) { answer(SyncGroupResponse { $0.errorCode = code }) }
        guard !request.groupID.isEmpty else { return refuse(.invalidGroupId) }
        switch byID[request.groupID]?.kind {
        case nil: refuse(.unknownMemberId)
        case .classic(let members)?: members.sync(request, answer: answer)
        case .consumer(let members)?: answer(members.sync(request))
        }
    }

    func heartbeat(_ request: HeartbeatRequest) -> BrokerCode {
        guard !request.groupID.isEmpty else { return .invalidGroupId }
        return switch byID[request.groupID]?.kind {
        case nil: .unknownMemberId
        case .classic(let members)?: members.heartbeat(request)
        case .consumer(let members)?: members.heartbeat(request)
        }
    }

    func leave(_ id: String, memberID: String, instanceID: String?) -> BrokerCode {
        switch byID[id]?.kind {
        case nil: .unknownMemberId
        case .classic(let members)?: members.leave(memberID, instanceID: instanceID)
        case .consumer(let members)?: members.leave(memberID, instanceID: instanceID)
        }
    }

    /// A member that commits is alive.
    func keepAlive(_ memberID: String, of id: String) {
        guard case .classic(let members)? = byID[id]?.kind, let member = members.member(memberID) else { return }
        members.keepAlive(member)
    }
}
