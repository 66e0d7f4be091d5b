internal import KafkaWire

extension LabService {
    /// Joins, keeps alive or leaves a group of the consumer protocol.
    static let consumerGroupHeartbeat = LabService(answering: ConsumerGroupHeartbeatRequest.self, 0...1) { call in
        do throws(GroupRefusal) {
            guard call.cluster.groups.isCoordinator(call.node, of: call.request.groupID) else {
                throw GroupRefusal(.notCoordinator, "This is not the correct coordinator.")
            }
            return try call.cluster.groups.heartbeat(call.request, version: call.version, client: GroupClient(call))
        } catch {
            return ConsumerGroupHeartbeatResponse {
                $0.errorCode = error.code
                $0.errorMessage = error.message
            }
        }
    }
}
