internal import KafkaWire

/// A producer's id with its epoch.
struct ProducerIdentity: Equatable {
    var id: Int64
    var epoch: Int16
}

/// Why a coordinator does not do what a producer asks for.
struct TransactionRefusal: Error, Equatable {
    let code: BrokerCode

    init(_ code: BrokerCode) { self.code = code }
}

/// What a coordinator knows of a transactional id: its producer, and the transaction that it is in.
///
/// A state machine without a clock, logs or connections: each method is one thing that a producer or a timer asks for,
/// and either changes the whole or throws and changes nothing.
struct Transaction {
    let id: String
    private(set) var producer: ProducerIdentity
    /// The epoch before, where a producer that asks again may still name it; -1 for none.
    private(set) var lastEpoch: Int16 = -1
    /// The producer id before the epochs of the present one began; -1 for none.
    private(set) var previousProducerID: Int64 = -1
    /// The producer id once the markers are written, where the epochs of the present one are used up; -1 for none.
    private(set) var nextProducerID: Int64 = -1
    /// Milliseconds.
    private(set) var timeout: Int32
    private(set) var state = TransactionState.empty
    /// The partitions in the transaction; while it ends, those that have no marker yet.
    private(set) var partitions: Set<OffsetPlace> = []
    /// Milliseconds since 1970; -1 where no transaction began.
    private(set) var startTime: Int64 = -1
    private(set) var lastUpdate: Int64
    /// Whether its producer bumps the epoch with each transaction (KIP-890).
    private(set) var isSecondProtocol = false

    /// Of this epoch on a producer id is not used for new transactions: one more is left for a fence.
    static let lastEpochInUse = Int16.max - 1

    init(id: String, producerID: Int64, timeout: Int32, now: Int64) {
        self.id = id
        producer = ProducerIdentity(id: producerID, epoch: -1)
        self.timeout = timeout
        lastUpdate = now
    }

    var isExhausted: Bool { producer.epoch >= Self.lastEpochInUse }

    /// Whether a transaction runs longer than its producer allowed.
    func isOverdue(at now: Int64) -> Bool { state == .ongoing && startTime + Int64(timeout) < now }

    /// Whether nobody used it for so many milliseconds.
    func isExpired(at now: Int64, after period: Int64) -> Bool {
        [.empty, .completeCommit, .completeAbort].contains(state) && lastUpdate + period <= now
    }
}

// Its producer.
extension Transaction {
    enum Initiation: Equatable {
        /// The producer may begin.
        case ready(ProducerIdentity)
        /// A transaction was open and is being aborted first; the producer is to ask again.
        case aborts
    }

    /// InitProducerId: gives the id to a producer, with an epoch that fences the one before.
    ///
    /// - Parameters:
    ///   - current: what a producer believes to have, where it wants to go on after an error (KIP-360).
    ///   - newID: a producer id that nobody had.
    mutating func initiate(
        timeout: Int32, current: ProducerIdentity?, now: Int64, newID: () -> Int64
    ) throws(TransactionRefusal) -> Initiation {
        if let current, !mayInitiate(current) { throw TransactionRefusal(.producerFenced) }
        switch state {
        case .prepareCommit, .prepareAbort: throw TransactionRefusal(.concurrentTransactions)
        case .dead, .prepareEpochFence: throw TransactionRefusal(.unknownServerError)
        case .ongoing:
            fence(now: now)
            return .aborts
        case .empty, .completeCommit, .completeAbort: break
        }
        if isExhausted, current.map({ $0.epoch == producer.epoch }) ?? true {
            lastEpoch = current == nil ? -1 : producer.epoch
            previousProducerID = producer.id
            producer = ProducerIdentity(id: newID(), epoch: 0)
        } else {
            try bump(from: current)
        }
        self.timeout = timeout
        state = .empty
        partitions = []
        startTime = -1
        lastUpdate = now
        return .ready(producer)
    }

    private func mayInitiate(_ current: ProducerIdentity) -> Bool {
        producer.epoch == -1 || current.id == producer.id
            || current.id == previousProducerID && current.epoch >= Self.lastEpochInUse
    }

    private mutating func bump(from current: ProducerIdentity?) throws(TransactionRefusal) {
        if let current, producer.epoch != -1, current.epoch != producer.epoch {
            // Sent again: it has the next epoch already.
            guard current.epoch == lastEpoch else { throw TransactionRefusal(.producerFenced) }
            return
        }
        lastEpoch = current == nil ? -1 : producer.epoch
        producer.epoch += 1
    }

    /// Takes an open transaction from its producer and has it aborted.
    ///
    /// Kafka 4.0 bumps the epoch twice: to fence, and for the end by the second protocol, whichever the producer speaks.
    mutating func fence(now: Int64) {
        if producer.epoch < Int16.max { producer.epoch += 1 }
        lastEpoch = producer.epoch
        if producer.epoch < Int16.max { producer.epoch += 1 }
        isSecondProtocol = true
        state = .prepareAbort
        lastUpdate = now
    }

    /// What is wrong with who says to be its producer.
    private func check(_ caller: ProducerIdentity) throws(TransactionRefusal) {
        guard caller.id == producer.id else { throw TransactionRefusal(.invalidProducerIdMapping) }
        guard caller.epoch == producer.epoch else { throw TransactionRefusal(.producerFenced) }
    }
}

// What is in it.
extension Transaction {
    /// Adds partitions, and begins the transaction with the first.
    ///
    /// - Returns: whether anything changed.
    @discardableResult
    mutating func add(
        _ places: Set<OffsetPlace>, by caller: ProducerIdentity, secondProtocol: Bool, now: Int64
    ) throws(TransactionRefusal) -> Bool {
        try check(caller)
        guard !state.isEnding else { throw TransactionRefusal(.concurrentTransactions) }
        if state == .ongoing, places.isSubset(of: partitions) { return false }
        if state != .ongoing {
            startTime = now
            partitions = []
        }
        partitions.formUnion(places)
        state = .ongoing
        isSecondProtocol = secondProtocol
        lastUpdate = now
        return true
    }

    /// Whether a partition is in the transaction of a producer.
    func contains(_ place: OffsetPlace, for caller: ProducerIdentity) throws(TransactionRefusal) -> Bool {
        try check(caller)
        guard !state.isEnding else { throw TransactionRefusal(.concurrentTransactions) }
        return partitions.contains(place)
    }

    /// A partition has its marker, or is gone; true where it was the last and the transaction is complete.
    mutating func isDone(with place: OffsetPlace, now: Int64) -> Bool {
        partitions.remove(place)
        return completeIfDone(now: now)
    }

    /// Completes a transaction that has no partition left without a marker.
    mutating func completeIfDone(now: Int64) -> Bool {
        guard state.isEnding, partitions.isEmpty else { return false }
        state = state == .prepareCommit ? .completeCommit : .completeAbort
        if nextProducerID >= 0 {
            previousProducerID = producer.id
            producer = ProducerIdentity(id: nextProducerID, epoch: 0)
            nextProducerID = -1
        }
        lastUpdate = now
        return true
    }
}

// Its end.
extension Transaction {
    enum Ending: Equatable {
        /// It is settled, and markers are to be written.
        case begun(ProducerIdentity)
        /// It was ended that way before.
        case already(ProducerIdentity)
    }

    /// EndTxn of producers that keep their epoch.
    mutating func end(
        commit: Bool, by caller: ProducerIdentity, now: Int64
    ) throws(TransactionRefusal) -> Ending {
        try check(caller)
        switch (state, commit) {
        case (.ongoing, _):
            settle(commit: commit, now: now)
            return .begun(producer)
        case (.completeCommit, true), (.completeAbort, false): return .already(producer)
        case (.prepareCommit, true), (.prepareAbort, false): throw TransactionRefusal(.concurrentTransactions)
        default: throw TransactionRefusal(.invalidTxnState)
        }
    }

    /// EndTxn of the second protocol: the producer goes on under the next epoch, or under another id where there is
    /// none.
    mutating func endAndBump(
        commit: Bool, by caller: ProducerIdentity, now: Int64, newID: () -> Int64
    ) throws(TransactionRefusal) -> Ending {
        // Sent again: by then it has the next epoch, or the next id.
        let isAgainUnderNextID =
            previousProducerID == caller.id && caller.epoch == Self.lastEpochInUse && producer.epoch == 0
        let isAgain = isAgainUnderNextID || Int32(producer.epoch) == Int32(caller.epoch) + 1
        guard caller.id == producer.id || isAgainUnderNextID else {
            throw TransactionRefusal(.invalidProducerIdMapping)
        }
        let isKnown =
            switch state {
            case .empty, .ongoing, .dead, .prepareEpochFence: caller.epoch == producer.epoch
            case .prepareCommit, .prepareAbort: isAgain
            case .completeCommit, .completeAbort: isAgain || caller.epoch == producer.epoch
            }
        guard isKnown else { throw TransactionRefusal(.producerFenced) }
        switch (state, commit) {
        case (.completeCommit, true) where isAgain, (.completeAbort, false) where isAgain: return .already(producer)
        case (.completeCommit, false) where isAgain: throw TransactionRefusal(.invalidTxnState)
        case (.ongoing, _): break
        // An abort of a transaction in which nothing was written bumps the epoch, too.
        case (.empty, false), (.completeCommit, false), (.completeAbort, false):
            startTime = now
            partitions = []
        case (.prepareCommit, true), (.prepareAbort, false): throw TransactionRefusal(.concurrentTransactions)
        default: throw TransactionRefusal(.invalidTxnState)
        }
        if isExhausted { nextProducerID = newID() }
        lastEpoch = producer.epoch
        producer.epoch += 1
        isSecondProtocol = true
        settle(commit: commit, now: now)
        return .begun(nextProducerID >= 0 ? ProducerIdentity(id: nextProducerID, epoch: 0) : producer)
    }

    private mutating func settle(commit: Bool, now: Int64) {
        state = commit ? .prepareCommit : .prepareAbort
        lastUpdate = now
    }
}
