internal import KafkaWire

extension LabService {
    /// Gives a producer its id, and with a transactional id the epoch that fences the one before.
    static let initProducerID = LabService(answering: InitProducerIdRequest.self, 0...5) { call in
        var response = InitProducerIdResponse()
        do throws(TransactionRefusal) {
            let producer = try producer(of: call)
            response.producerID = producer.id
            response.producerEpoch = producer.epoch
        } catch {
            response.errorCode = error.code.told(since: 4, in: call.version)
            response.producerID = -1
            response.producerEpoch = -1
        }
        return response
    }

    private static func producer(
        of call: LabCall<InitProducerIdRequest>
    ) throws(TransactionRefusal) -> ProducerIdentity {
        let request = call.request
        guard (request.producerID == -1) == (request.producerEpoch == -1) else {
            throw TransactionRefusal(.invalidRequest)
        }
        guard let id = request.transactionalID else {
            return ProducerIdentity(id: call.cluster.newProducerID(), epoch: 0)
        }
        let transactions = call.cluster.transactions
        if let fault = transactions.fault(of: id, at: call.node, in: call.cluster) { throw TransactionRefusal(fault) }
        let current = ProducerIdentity(id: request.producerID, epoch: request.producerEpoch)
        return try transactions.initiate(
            id, timeout: request.transactionTimeoutMs, current: current.id == -1 ? nil : current, in: call.cluster)
    }
}

extension BrokerCode {
    /// PRODUCER_FENCED as clients know it: before some version it is INVALID_PRODUCER_EPOCH.
    func told(since version: Int16, in asked: Int16) -> BrokerCode {
        self == .producerFenced && asked < version ? .invalidProducerEpoch : self
    }
}
