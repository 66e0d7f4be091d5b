internal import KafkaWire

extension LabService {
    /// The transactional ids that this node looks after.
    static let listTransactions = LabService(answering: ListTransactionsRequest.self, 0...1) { call in
        let (request, cluster) = (call.request, call.cluster)
        var response = ListTransactionsResponse()
        let known = Dictionary(uniqueKeysWithValues: TransactionState.allCases.map { ($0.name, $0) })
        response.unknownStateFilters = request.stateFilters.filter { known[$0] == nil }
        let states = Set(request.stateFilters.compactMap { known[$0] })
        // Who asks only for states that are none gets nothing.
        if states.isEmpty, !request.stateFilters.isEmpty { return response }
        let ids = Set(request.producerIDFilters)
        let now = cluster.now
        let found = cluster.transactions.byID.values.filter { transaction in
            guard cluster.coordinator(of: transaction.id, .transaction)?.id == call.node.id else { return false }
            guard call.may(.describe, transactionalID: transaction.id) else { return false }
            guard states.isEmpty || states.contains(transaction.state) else { return false }
            guard ids.isEmpty || ids.contains(transaction.producer.id) else { return false }
            return request.durationFilter < 0 || now - transaction.startTime > request.durationFilter
        }
        response.transactionStates = found.sorted { $0.id < $1.id }.map { transaction in
            .init {
                $0.transactionalID = transaction.id
                $0.producerID = transaction.producer.id
                $0.transactionState = transaction.state.name
            }
        }
        return response
    }
}
