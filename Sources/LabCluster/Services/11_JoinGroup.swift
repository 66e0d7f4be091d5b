internal import KafkaWire

extension LabService {
    /// Takes a member into a classic group; it is answered when the rebalance is complete.
    static let joinGroup = LabService(JoinGroupRequest.self, 2...9) { call in
        let version = call.version
        func answer(_ response: JoinGroupResponse) {
            var response = response
            // Null is possible from version 7 on.
            if version < 7, response.protocolName == nil { response.protocolName = "" }
            call.answer(response)
        }
        guard call.cluster.groups.isCoordinator(call.node, of: call.request.groupID) else {
            return answer(ClassicGroup.refusal(.notCoordinator, call.request.memberID))
        }
        // Version 0 has one timeout for both.
        if version < 1 { call.request.rebalanceTimeoutMs = call.request.sessionTimeoutMs }
        call.cluster.groups.join(call.request, version: version, client: GroupClient(call), answer: answer)
    }
}
