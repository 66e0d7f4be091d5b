internal import KafkaWire

extension LabService {
    /// Where transactional ids stand that this node looks after.
    static let describeTransactions = LabService(answering: DescribeTransactionsRequest.self, 0...0) { call in
        var response = DescribeTransactionsResponse()
        response.transactionStates = call.request.transactionalIDs.map { state(of: $0, call) }
        return response
    }

    private static func state(
        of id: String, _ call: LabCall<DescribeTransactionsRequest>
    ) -> DescribeTransactionsResponse.TransactionState {
        var answer = DescribeTransactionsResponse.TransactionState()
        answer.transactionalID = id
        guard call.may(.describe, transactionalID: id) else {
            answer.errorCode = .transactionalIdAuthorizationFailed
            return answer
        }
        if let fault = call.cluster.transactions.fault(of: id, at: call.node, in: call.cluster) {
            answer.errorCode = fault
            return answer
        }
        guard let transaction = call.cluster.transactions[id] else {
            answer.errorCode = .transactionalIdNotFound
            return answer
        }
        answer.transactionState = transaction.state.name
        answer.transactionTimeoutMs = transaction.timeout
        answer.transactionStartTimeMs = transaction.startTime
        answer.producerID = transaction.producer.id
        answer.producerEpoch = transaction.producer.epoch
        let topics = Dictionary(grouping: transaction.partitions, by: \.topic).sorted { $0.key < $1.key }
        answer.topics = topics.map { name, places in
            .init {
                $0.topic = name
                $0.partitions = places.map(\.partition).sorted()
            }
        }
        return answer
    }
}
