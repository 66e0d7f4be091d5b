internal import KafkaWire

extension LabService {
    /// Adds the partition of a group's offsets to a transaction.
    static let addOffsetsToTxn = LabService(answering: AddOffsetsToTxnRequest.self, 0...4) { call in
        let (cluster, request) = (call.cluster, call.request)
        var response = AddOffsetsToTxnResponse()
        if let fault = cluster.transactions.fault(of: request.transactionalID, at: call.node, in: cluster) {
            response.errorCode = fault
            return response
        }
        guard let partition = cluster.coordinatorPartition(of: request.groupID, .group) else {
            response.errorCode = .coordinatorNotAvailable
            return response
        }
        do throws(TransactionRefusal) {
            try cluster.transactions.add(
                [OffsetPlace(partition.topic.name, partition.index)], to: request.transactionalID,
                by: ProducerIdentity(id: request.producerID, epoch: request.producerEpoch), secondProtocol: false,
                in: cluster)
        } catch {
            response.errorCode = error.code.told(since: 2, in: call.version)
        }
        return response
    }
}
