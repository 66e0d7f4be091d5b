internal import KafkaWire

/// What a client can do about a write that is in no transaction, by the version of its request (KIP-890).
enum TransactionalWrite {
    /// It only knows INVALID_TXN_STATE.
    case old
    /// It knows TRANSACTION_ABORTABLE.
    case abortable
    /// It has the write itself add the partition.
    case adding

    init(produceVersion version: Int16) { self = version > 11 ? .adding : version > 10 ? .abortable : .old }

    init(offsetCommitVersion version: Int16) { self = version > 4 ? .adding : version > 3 ? .abortable : .old }
}

extension Partition {
    /// Whether a producer has a transaction open here under this very epoch.
    func hasOpenTransaction(of producer: ProducerIdentity) -> Bool {
        log.producers.producers[producer.id].map { $0.epoch == producer.epoch && $0.transactionStart != nil } ?? false
    }
}

extension Transactions {
    /// Sees that a partition is in a producer's transaction before the first write there.
    ///
    /// - Parameter sequence: the number of the first record that is to be written; -1 for none.
    /// - Returns: what the leader answers a write with that it does not take; nil where it takes it.
    func fault(
        inWriteTo partition: Partition, of producer: ProducerIdentity, _ id: String, _ write: TransactionalWrite,
        sequence: Int32 = -1, in cluster: ClusterState
    ) -> BrokerCode? {
        guard cluster.configs.broker("transaction.partition.verification.enable", node: partition.leader) != "false",
            !partition.hasOpenTransaction(of: producer)
        else { return nil }
        if sequence >= 0 { partition.log.producers.asked(producer, toBeginAt: sequence) }
        guard cluster.coordinator(of: id, .transaction) != nil else { return .notEnoughReplicas }
        let place = OffsetPlace(partition.topic.name, partition.index)
        do throws(TransactionRefusal) {
            if write == .adding {
                try add([place], to: id, by: producer, secondProtocol: true, in: cluster)
                return nil
            }
            guard let transaction = self[id] else { return .invalidProducerIdMapping }
            if try transaction.contains(place, for: producer) { return nil }
            return write == .old ? .invalidTxnState : .transactionAbortable
        } catch {
            switch error.code {
            case .producerFenced: return .invalidProducerEpoch
            case .concurrentTransactions: return write == .adding ? .concurrentTransactions : .notEnoughReplicas
            default: return error.code
            }
        }
    }
}
