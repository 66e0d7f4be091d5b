internal import KafkaWire

extension LabService {
    /// Lets members of a classic group go.
    static let leaveGroup = LabService(answering: LeaveGroupRequest.self, 0...5) { call in
        let groups = call.cluster.groups
        let id = call.request.groupID
        var response = LeaveGroupResponse()
        guard groups.isCoordinator(call.node, of: id) else {
            response.errorCode = .notCoordinator
            return response
        }
        guard !id.isEmpty else {
            response.errorCode = .invalidGroupId
            return response
        }
        guard call.version >= 3 else {
            response.errorCode = groups.leave(id, memberID: call.request.memberID, instanceID: nil)
            return response
        }
        response.members = call.request.members.map { member in
            .init {
                $0.memberID = member.memberID
                $0.groupInstanceID = member.groupInstanceID
                $0.errorCode = groups.leave(id, memberID: member.memberID, instanceID: member.groupInstanceID)
            }
        }
        return response
    }
}
