internal import KafkaWire

extension LabService {
    /// Describes classic groups and their members.
    static let describeGroups = LabService(answering: DescribeGroupsRequest.self, 0...6) { call in
        DescribeGroupsResponse {
            $0.groups = call.request.groups.map { describe($0, call) }
        }
    }

    private static func describe(
        _ id: String, _ call: LabCall<DescribeGroupsRequest>
    ) -> DescribeGroupsResponse.DescribedGroup {
        let groups = call.cluster.groups
        var answer = DescribeGroupsResponse.DescribedGroup()
        answer.groupID = id
        guard call.may(.describe, group: id) else {
            answer.errorCode = .groupAuthorizationFailed
            return answer
        }
        guard groups.isCoordinator(call.node, of: id) else {
            answer.errorCode = .notCoordinator
            return answer
        }
        if call.request.includeAuthorizedOperations {
            answer.authorizedOperations = call.access.authorizedOperations(.group, id)
        }
        guard case .classic(let group)? = groups[id]?.kind else {
            answer.groupState = ClassicGroup.State.dead.rawValue
            if call.version >= 6 {
                answer.errorCode = .groupIdNotFound
                answer.errorMessage =
                    groups[id] == nil ? "Group \(id) not found." : "Group \(id) is not a classic group."
            }
            return answer
        }
        answer.groupState = group.state.rawValue
        answer.protocolType = group.protocolType ?? ""
        let isStable = group.state == .stable
        answer.protocolData = isStable ? group.protocolName ?? "" : ""
        answer.members = group.members.map { member in
            .init {
                $0.memberID = member.id
                $0.groupInstanceID = member.instanceID
                $0.clientID = member.client.id
                $0.clientHost = member.client.host
                // Before the group is stable nobody knows what these would mean.
                $0.memberMetadata = isStable ? member.metadata(for: group.protocolName) : []
                $0.memberAssignment = isStable ? member.assignment : []
            }
        }
        return answer
    }
}
