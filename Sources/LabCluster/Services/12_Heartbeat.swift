internal import KafkaWire

extension LabService {
    /// Keeps a member of a classic group alive.
    static let heartbeat = LabService(answering: HeartbeatRequest.self, 0...4) { call in
        let groups = call.cluster.groups
        return HeartbeatResponse {
            $0.errorCode =
                groups.isCoordinator(call.node, of: call.request.groupID)
                ? groups.heartbeat(call.request) : .notCoordinator
        }
    }
}
