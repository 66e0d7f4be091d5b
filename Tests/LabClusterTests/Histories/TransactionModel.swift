import KafkaWire

/// What a coordinator must know of a transactional id.
struct TransactionModel {
    enum State { case unknown, empty, ongoing, committed, aborted }

    let id: String
    /// Whether the producer bumps its epoch with each transaction (KIP-890).
    let isSecondProtocol: Bool
    let timeout: Int32
    var state = State.unknown
    var producer = ModelProducer(id: -1, epoch: -1)
    var partitions: Set<Int> = []
    /// Whether the group's offsets are in it.
    var hasOffsets = false

    /// Who says to be the producer: the present one, or the one before.
    func caller(stale: Bool) -> ModelProducer {
        guard stale, producer.epoch > 0 else { return producer }
        return ModelProducer(id: producer.id, epoch: producer.epoch - 1)
    }

    private func fault(of caller: ModelProducer) -> BrokerCode? {
        guard state != .unknown, caller.id == producer.id else { return .invalidProducerIdMapping }
        return caller.epoch == producer.epoch ? nil : .producerFenced
    }

    mutating func add(_ partition: Int?, by caller: ModelProducer) -> BrokerCode {
        if let fault = fault(of: caller) { return fault }
        if state != .ongoing { (partitions, hasOffsets) = ([], false) }
        state = .ongoing
        if let partition { partitions.insert(partition) } else { hasOffsets = true }
        return .none
    }

    /// What a partition answers that is asked to take a transaction's first write (nil is the group's).
    mutating func fault(inWriteTo partition: Int?, by caller: ModelProducer) -> BrokerCode? {
        if let fault = fault(of: caller) { return fault == .producerFenced ? .invalidProducerEpoch : fault }
        if isSecondProtocol {
            _ = add(partition, by: caller)
            return nil
        }
        let isIn = partition.map(partitions.contains) ?? hasOffsets
        return state == .ongoing && isIn ? nil : .transactionAbortable
    }

    enum Ending {
        case refused(BrokerCode)
        /// It was ended that way before.
        case already
        /// Under which epoch the markers go.
        case ends(markers: ModelProducer)
    }

    mutating func end(commits: Bool, by caller: ModelProducer) -> Ending {
        guard state != .unknown, caller.id == producer.id else { return .refused(.invalidProducerIdMapping) }
        let isComplete = state == .committed || state == .aborted
        let isSame = state == (commits ? .committed : .aborted)
        guard isSecondProtocol else {
            guard caller.epoch == producer.epoch else { return .refused(.producerFenced) }
            if state == .ongoing { return settle(commits) }
            return isSame ? .already : .refused(.invalidTxnState)
        }
        if isComplete, caller.epoch + 1 == producer.epoch { return isSame ? .already : .refused(.invalidTxnState) }
        guard caller.epoch == producer.epoch else { return .refused(.producerFenced) }
        if state != .ongoing {
            // Only an abort may end what nothing was written in.
            guard !commits else { return .refused(.invalidTxnState) }
            (partitions, hasOffsets) = ([], false)
        }
        producer.epoch += 1
        return settle(commits)
    }

    /// It is taken from its producer and aborted: an epoch for the one, and an epoch for the other.
    mutating func fence() -> ModelProducer {
        producer.epoch += 2
        state = .aborted
        return producer
    }

    private mutating func settle(_ commits: Bool) -> Ending {
        state = commits ? .committed : .aborted
        return .ends(markers: producer)
    }

    /// InitProducerId while no transaction is open.
    mutating func initiate(newID: Int64) {
        producer = state == .unknown ? ModelProducer(id: newID, epoch: 0) : producer
        if state != .unknown { producer.epoch += 1 }
        (state, partitions, hasOffsets) = (.empty, [], false)
    }
}
