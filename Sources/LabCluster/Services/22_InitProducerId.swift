internal import KafkaWire

extension LabService {
    /// Gives a producer its id.
    static let initProducerID = LabService(InitProducerIdRequest.self, 0...5) { call in
        var response = InitProducerIdResponse()
        switch call.request.transactionalID {
        case nil:
            response.producerID = call.cluster.newProducerID()
            response.producerEpoch = 0
        case "":
            response.errorCode = .invalidRequest
            response.producerID = -1
            response.producerEpoch = -1
        default:
            response.errorCode = .coordinatorNotAvailable
            response.producerID = -1
            response.producerEpoch = -1
        }
        call.answer(response)
    }
}
