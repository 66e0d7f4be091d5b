internal import KafkaWire

extension LabService {
    /// Deletes groups that nobody uses.
    static let deleteGroups = LabService(answering: DeleteGroupsRequest.self, 0...2) { call in
        let groups = call.cluster.groups
        return DeleteGroupsResponse {
            $0.results = call.request.groupsNames.map { id in
                .init {
                    $0.groupID = id
                    guard call.may(.delete, group: id) else {
                        $0.errorCode = .groupAuthorizationFailed
                        return
                    }
                    guard groups.isCoordinator(call.node, of: id) else {
                        $0.errorCode = .notCoordinator
                        return
                    }
                    guard let group = groups[id] else {
                        $0.errorCode = .groupIdNotFound
                        return
                    }
                    if group.isInUse { $0.errorCode = .nonEmptyGroup } else { groups.remove(group) }
                }
            }
        }
    }
}
