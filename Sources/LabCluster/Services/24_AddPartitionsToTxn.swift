internal import KafkaWire

extension LabService {
    /// Adds partitions to transactions: to one for a client, to many or only asking for brokers.
    static let addPartitionsToTxn = LabService(answering: AddPartitionsToTxnRequest.self, 0...5) { call in
        var response = AddPartitionsToTxnResponse()
        guard call.version < 4 else {
            response.resultsByTransaction = call.request.transactions.map { asked in
                .init {
                    $0.transactionalID = asked.transactionalID
                    $0.topicResults = results(of: asked, call)
                }
            }
            return response
        }
        var asked = AddPartitionsToTxnRequest.Transaction()
        asked.transactionalID = call.request.v3AndBelowTransactionalID
        asked.producerID = call.request.v3AndBelowProducerID
        asked.producerEpoch = call.request.v3AndBelowProducerEpoch
        asked.topics = call.request.v3AndBelowTopics
        response.resultsByTopicV3AndBelow = results(of: asked, call)
        return response
    }

    private static func results(
        of asked: AddPartitionsToTxnRequest.Transaction, _ call: LabCall<AddPartitionsToTxnRequest>
    ) -> [AddPartitionsToTxnResponse.TopicResult] {
        let code = codes(of: asked, call)
        return asked.topics.map { topic in
            .init {
                $0.name = topic.name
                $0.resultsByPartition = topic.partitions.map { partition in
                    .init {
                        $0.partitionIndex = partition
                        $0.partitionErrorCode = code(OffsetPlace(topic.name, partition))
                            .told(since: 2, in: call.version)
                    }
                }
            }
        }
    }

    /// What becomes of each partition: all of them are added, or none.
    private static func codes(
        of asked: AddPartitionsToTxnRequest.Transaction, _ call: LabCall<AddPartitionsToTxnRequest>
    ) -> (OffsetPlace) -> BrokerCode {
        let (cluster, transactions) = (call.cluster, call.cluster.transactions)
        let places = Set(asked.topics.flatMap { topic in topic.partitions.map { OffsetPlace(topic.name, $0) } })
        if call.version < 4 || !call.access.may(.clusterAction) {
            guard call.may(.write, transactionalID: asked.transactionalID) else {
                return { _ in .transactionalIdAuthorizationFailed }
            }
            let refused = Set(asked.topics.map(\.name).filter { !call.may(.write, topic: $0) })
            guard refused.isEmpty else {
                return { refused.contains($0.topic) ? .topicAuthorizationFailed : .operationNotAttempted }
            }
        }
        let unknown = places.filter { cluster.topics[$0.topic]?.partition($0.partition) == nil }
        guard unknown.isEmpty else {
            return { unknown.contains($0) ? .unknownTopicOrPartition : .operationNotAttempted }
        }
        if let fault = transactions.fault(of: asked.transactionalID, at: call.node, in: cluster) {
            return { _ in fault }
        }
        let caller = ProducerIdentity(id: asked.producerID, epoch: asked.producerEpoch)
        do throws(TransactionRefusal) {
            guard asked.verifyOnly else {
                try transactions.add(
                    places, to: asked.transactionalID, by: caller, secondProtocol: call.version > 4, in: cluster)
                return { _ in .none }
            }
            guard let transaction = transactions[asked.transactionalID] else {
                return { _ in .invalidProducerIdMapping }
            }
            var missing: Set<OffsetPlace> = []
            for place in places where try !transaction.contains(place, for: caller) { missing.insert(place) }
            return { missing.contains($0) ? .transactionAbortable : .none }
        } catch {
            let code = error.code
            return { _ in code }
        }
    }
}
