internal import KafkaWire

/// The transactional ids of a cluster.
///
/// Each belongs to the node that leads its partition of `__transaction_state`.
final class Transactions {
    private(set) var byID: [String: Transaction] = [:]
    /// Partitions whose marker is written and not yet everywhere, by transactional id.
    var markersOnTheirWay: [String: Set<OffsetPlace>] = [:]
    private var isWatching = false

    subscript(_ id: String) -> Transaction? { byID[id] }

    /// Whether a node does not look after a transactional id; asked before anything else.
    func fault(of id: String, at node: LabNode, in cluster: ClusterState) -> BrokerCode? {
        guard !id.isEmpty else { return .invalidRequest }
        return cluster.coordinator(of: id, .transaction)?.id == node.id ? nil : .notCoordinator
    }

    func put(_ transaction: Transaction) { byID[transaction.id] = transaction }

    /// Changes a transaction, and writes the change to the log of transactions.
    ///
    /// - Parameter change: throws where nothing is to change.
    func update<Value>(
        _ id: String, in cluster: ClusterState,
        _ change: (inout Transaction) throws(TransactionRefusal) -> Value
    ) throws(TransactionRefusal) -> Value {
        guard var transaction = byID[id] else { throw TransactionRefusal(.invalidProducerIdMapping) }
        let value = try change(&transaction)
        put(transaction)
        log(transaction, in: cluster)
        return value
    }

    /// InitProducerId with a transactional id.
    func initiate(
        _ id: String, timeout: Int32, current: ProducerIdentity?, in cluster: ClusterState
    ) throws(TransactionRefusal) -> ProducerIdentity {
        let most = cluster.configs.number("transaction.max.timeout.ms")
        guard timeout > 0, Int64(timeout) <= most else { throw TransactionRefusal(.invalidTransactionTimeout) }
        if let known = byID[id], cluster.defects.forgets(.fencing, in: cluster) { return known.producer }
        let now = cluster.now
        if byID[id] == nil {
            byID[id] = Transaction(id: id, producerID: cluster.newProducerID(), timeout: timeout, now: now)
            watch(in: cluster)
        }
        let outcome = try update(id, in: cluster) { (transaction) throws(TransactionRefusal) in
            try transaction.initiate(timeout: timeout, current: current, now: now, newID: cluster.newProducerID)
        }
        switch outcome {
        case .ready(let producer): return producer
        case .aborts:
            writeMarkers(of: id, in: cluster)
            throw TransactionRefusal(.concurrentTransactions)
        }
    }

    /// Adds partitions to a transaction.
    func add(
        _ places: Set<OffsetPlace>, to id: String, by caller: ProducerIdentity, secondProtocol: Bool,
        in cluster: ClusterState
    ) throws(TransactionRefusal) {
        guard var transaction = byID[id] else { throw TransactionRefusal(.invalidProducerIdMapping) }
        guard try transaction.add(places, by: caller, secondProtocol: secondProtocol, now: cluster.now) else { return }
        put(transaction)
        log(transaction, in: cluster)
    }

    /// Ends a transaction; the markers are written after the answer.
    ///
    /// - Returns: under what the producer goes on.
    func end(
        _ id: String, commit: Bool, by caller: ProducerIdentity, secondProtocol: Bool, in cluster: ClusterState
    ) throws(TransactionRefusal) -> ProducerIdentity {
        let now = cluster.now
        let ending = try update(id, in: cluster) { (transaction) throws(TransactionRefusal) in
            secondProtocol
                ? try transaction.endAndBump(commit: commit, by: caller, now: now, newID: cluster.newProducerID)
                : try transaction.end(commit: commit, by: caller, now: now)
        }
        switch ending {
        case .already(let producer): return producer
        case .begun(let producer):
            writeMarkers(of: id, in: cluster)
            return producer
        }
    }
}

// Time.
extension Transactions {
    /// Aborts transactions that are over their time and forgets ids that nobody uses, again and again.
    private func watch(in cluster: ClusterState) {
        guard !isWatching else { return }
        isWatching = true
        let interval = cluster.configs.number("transaction.abort.timed.out.transaction.cleanup.interval.ms")
        cluster.after(.milliseconds(max(1, interval))) { [unowned cluster] in
            self.isWatching = false
            self.look(at: cluster.now, in: cluster)
            if !self.byID.isEmpty { self.watch(in: cluster) }
        }
    }

    /// Looks once for transactions that are over their time.
    func look(at now: Int64, in cluster: ClusterState) {
        let period = cluster.configs.number("transactional.id.expiration.ms")
        for (id, transaction) in byID {
            if transaction.isOverdue(at: now), !cluster.defects.forgets(.transactionTimeout, in: cluster) {
                cluster.note("transaction \(id) is over its time and aborted")
                var fenced = transaction
                fenced.fence(now: now)
                put(fenced)
                log(fenced, in: cluster)
                writeMarkers(of: id, in: cluster)
            } else if transaction.isExpired(at: now, after: period) {
                byID[id] = nil
                forget(id, in: cluster)
            }
        }
    }
}
