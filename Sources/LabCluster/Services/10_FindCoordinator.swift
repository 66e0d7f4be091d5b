internal import KafkaWire

extension LabService {
    /// Which node looks after a group, or after a transactional id.
    static let findCoordinator = LabService(answering: FindCoordinatorRequest.self, 0...6) { call in
        var response = FindCoordinatorResponse()
        guard call.version >= 4 else {
            let found = coordinator(of: call.request.key, call)
            response.errorCode = found.errorCode
            response.errorMessage = found.errorMessage
            response.nodeID = found.nodeID
            response.host = found.host
            response.port = found.port
            return response
        }
        response.coordinators = call.request.coordinatorKeys.map { coordinator(of: $0, call) }
        return response
    }

    private static func coordinator(
        of key: String, _ call: LabCall<FindCoordinatorRequest>
    ) -> FindCoordinatorResponse.Coordinator {
        var answer = FindCoordinatorResponse.Coordinator()
        answer.key = key
        answer.nodeID = -1
        answer.port = -1
        guard let kind = CoordinatorKind(rawValue: call.request.keyType) else {
            answer.errorCode = .invalidRequest
            return answer
        }
        guard !key.isEmpty || kind == .group else {
            answer.errorCode = .invalidRequest
            return answer
        }
        guard call.access.may(.describe, kind == .transaction ? .transactionalID : .group, key) else {
            answer.errorCode =
                kind == .transaction ? .transactionalIdAuthorizationFailed : .groupAuthorizationFailed
            return answer
        }
        guard let node = call.cluster.coordinator(of: key, kind) else {
            answer.errorCode = .coordinatorNotAvailable
            return answer
        }
        answer.errorMessage = call.version >= 4 ? "" : "NONE"
        answer.nodeID = node.id
        answer.host = call.cluster.settings.host
        answer.port = Int32(node.ports[call.connection.listener] ?? 0)
        return answer
    }
}
