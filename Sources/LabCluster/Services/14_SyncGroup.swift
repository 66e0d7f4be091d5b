internal import KafkaWire

extension LabService {
    /// Takes a leader's assignment, and gives a member of a classic group its part.
    static let syncGroup = LabService(SyncGroupRequest.self, 0...5) { call in
        let groups = call.cluster.groups
        guard groups.isCoordinator(call.node, of: call.request.groupID) else {
            return call.answer(SyncGroupResponse { $0.errorCode = .notCoordinator })
        }
        // From version 5 on both are told, and have to be right (KIP-559).
        if call.version >= 5, call.request.protocolType == nil || call.request.protocolName == nil {
            return call.answer(SyncGroupResponse { $0.errorCode = .inconsistentGroupProtocol })
        }
        groups.sync(call.request) { call.answer($0) }
    }
}
