internal import KafkaWire

extension LabService {
    /// Commits or aborts a transaction; answers when that is settled, before the markers are written.
    static let endTxn = LabService(answering: EndTxnRequest.self, 0...5) { call in
        let request = call.request
        var response = EndTxnResponse()
        if let fault = call.cluster.transactions.fault(of: request.transactionalID, at: call.node, in: call.cluster) {
            response.errorCode = fault
            return response
        }
        do throws(TransactionRefusal) {
            let next = try call.cluster.transactions.end(
                request.transactionalID, commit: request.committed,
                by: ProducerIdentity(id: request.producerID, epoch: request.producerEpoch),
                secondProtocol: call.version > 4, in: call.cluster)
            if call.version > 4 {
                response.producerID = next.id
                response.producerEpoch = next.epoch
            }
        } catch {
            response.errorCode = error.code.told(since: 2, in: call.version)
        }
        return response
    }
}
