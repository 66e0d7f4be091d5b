internal import KafkaWire

extension LabService {
    /// Lists the groups that a node looks after.
    static let listGroups = LabService(answering: ListGroupsRequest.self, 0...5) { call in
        let groups = call.cluster.groups
        let states = Set(call.request.statesFilter.map { $0.lowercased() })
        let types = Set(call.request.typesFilter.map { $0.lowercased() })
        var response = ListGroupsResponse()
        let maySeeAll = call.access.may(.describe)
        for group in groups.inOrder where groups.isCoordinator(call.node, of: group.id) {
            guard maySeeAll || call.may(.describe, group: group.id) else { continue }
            guard states.isEmpty || states.contains(group.state.lowercased()),
                types.isEmpty || types.contains(group.type)
            else { continue }
            response.groups.append(
                .init {
                    $0.groupID = group.id
                    $0.protocolType = group.protocolType
                    $0.groupState = group.state
                    $0.groupType = group.type
                })
        }
        return response
    }
}
