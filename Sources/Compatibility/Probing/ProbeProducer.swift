package import KafkaWire

/// A producer as the wire knows it: its id, its epoch, and the sequence that comes next in each partition.
///
/// Without a transactional id it is an idempotent one. Its requests go in the portable versions, so that it speaks the
/// first transaction protocol: partitions are added to a transaction before they are written to.
package struct ProbeProducer: Sendable {
    package let transactionalID: String?
    package let id: Int64
    package var epoch: Int16
    private let probe: Probe
    private var nextSequences: [Destination: Int32] = [:]

    package init(_ probe: Probe, transactionalID: String?, id: Int64, epoch: Int16) {
        self.probe = probe
        self.transactionalID = transactionalID
        self.id = id
        self.epoch = epoch
    }

    /// With a new producer id and no transactional id.
    package static func idempotent(_ probe: Probe) async throws -> ProbeProducer {
        let answer = try await identity(probe, transactionalID: nil)
        try accept(answer.errorCode, "InitProducerId without a transactional id", probe)
        return ProbeProducer(probe, transactionalID: nil, id: answer.producerID, epoch: answer.producerEpoch)
    }

    /// With a transactional id, of its own where none is given; whoever had it before is fenced.
    package static func transactional(
        _ probe: Probe, id: String? = nil, timeout: Duration = .seconds(60)
    ) async throws -> ProbeProducer {
        let id = id ?? probe.name("transaction")
        let answer = try await identity(probe, transactionalID: id, timeout: timeout)
        try accept(answer.errorCode, "InitProducerId with a transactional id", probe)
        return ProbeProducer(probe, transactionalID: id, id: answer.producerID, epoch: answer.producerEpoch)
    }

    /// InitProducerId, asked again while the coordinator is busy; the answer, whatever else its error code is.
    /// - Parameter current: the id and epoch that are to be bumped (KIP-360).
    package static func identity(
        _ probe: Probe, transactionalID: String?, timeout: Duration = .seconds(60),
        current: (id: Int64, epoch: Int16)? = nil, at destination: Destination? = nil
    ) async throws -> InitProducerIdResponse {
        let destination = destination ?? transactionalID.map { .transaction($0) } ?? .any
        return try await whileBusy(probe, "a producer id", \.errorCode) {
            try await probe.send(
                InitProducerIdRequest {
                    $0.transactionalID = transactionalID
                    $0.transactionTimeoutMs = Int32(timeout / .milliseconds(1))
                    $0.producerID = current?.id ?? -1
                    $0.producerEpoch = current?.epoch ?? -1
                }, to: destination, atLeast: current == nil ? nil : 3)
        }
    }
}

// Writing.
extension ProbeProducer {
    /// A batch of one record for each value.
    package func batch(_ values: [String], sequence: Int32) -> RecordBatch {
        var batch = RecordBatch(values.map { WireRecord(value: Array($0.utf8)) })
        batch.isTransactional = transactionalID != nil
        batch.producerID = id
        batch.producerEpoch = epoch
        batch.baseSequence = sequence
        return batch
    }

    /// Writes a batch under any sequence; what the leader said of it, whatever it was.
    @discardableResult
    package func send(
        _ values: [String], sequence: Int32, to log: ProbeLog, version: Int16? = nil, at destination: Destination? = nil
    ) async throws -> ProduceResponse.TopicProduceResponse.PartitionProduceResponse {
        try await log.produce(
            batch(values, sequence: sequence), transaction: transactionalID, version: version, at: destination)
    }

    /// Writes a batch under the sequence that is due, and goes on only where that worked; its first offset.
    @discardableResult
    package mutating func write(
        _ values: [String], to log: ProbeLog, version: Int16? = nil, at destination: Destination? = nil
    ) async throws -> Int64 {
        let sequence = nextSequences[log.leader, default: 0]
        let answer = try await Self.whileBusy(probe, "a write of a producer", \.errorCode) {
            try await send(values, sequence: sequence, to: log, version: version, at: destination)
        }
        try Self.accept(answer.errorCode, "A write under the sequence that is due", probe)
        nextSequences[log.leader] = sequence + Int32(values.count)
        return answer.baseOffset
    }
}

// Transactions.
extension ProbeProducer {
    /// AddPartitionsToTxn, asked again while the transaction before is being ended.
    package func add(_ logs: [ProbeLog]) async throws -> BrokerCode {
        let version = min(try probe.version(of: AddPartitionsToTxnRequest.api), 3)
        let transactionalID = transactionalID ?? ""
        let topics = Dictionary(grouping: logs, by: \.topic).sorted { $0.key < $1.key }
        return try await Self.whileBusy(probe, "AddPartitionsToTxn", \.self) {
            let answer = try await probe.send(
                AddPartitionsToTxnRequest {
                    $0.v3AndBelowTransactionalID = transactionalID
                    $0.v3AndBelowProducerID = id
                    $0.v3AndBelowProducerEpoch = epoch
                    $0.v3AndBelowTopics = topics.map { topic in
                        .init {
                            $0.name = topic.key
                            $0.partitions = topic.value.map(\.partition)
                        }
                    }
                }, to: .transaction(transactionalID), version: version)
            let codes = answer.resultsByTopicV3AndBelow.flatMap(\.resultsByPartition).map(\.partitionErrorCode)
            guard codes.count == logs.count else {
                throw CheckOutcome.fail("AddPartitionsToTxn answered for \(codes.count) of \(logs.count) partitions")
            }
            return codes.first { $0 != .none } ?? .none
        }
    }

    /// Adds partitions to the transaction, and goes on only where that worked.
    package func begin(in logs: [ProbeLog]) async throws {
        try Self.accept(try await add(logs), "AddPartitionsToTxn", probe)
    }

    /// EndTxn, asked again while the coordinator is busy; the answer, whatever else its error code is.
    package func end(commit: Bool, version: Int16? = nil) async throws -> EndTxnResponse {
        let transactionalID = transactionalID ?? ""
        return try await Self.whileBusy(probe, "EndTxn", \.errorCode) {
            try await probe.send(
                EndTxnRequest {
                    $0.transactionalID = transactionalID
                    $0.producerID = id
                    $0.producerEpoch = epoch
                    $0.committed = commit
                }, to: .transaction(transactionalID), version: version)
        }
    }

    package func commit() async throws {
        try Self.accept(try await end(commit: true).errorCode, "EndTxn that commits", probe)
    }

    package func abort() async throws {
        try Self.accept(try await end(commit: false).errorCode, "EndTxn that aborts", probe)
    }
}

// What answers mean.
extension ProbeProducer {
    /// The topic cannot be written to like this, or the request not be made: what diskless topics answer.
    private static let policies: Set<Int16> = [17, 35, 42, 43, 44]
    /// The coordinator loads, moves, or still ends the transaction before.
    private static let busy: Set<Int16> = [14, 15, 16, 51]

    /// Goes on only where the code is none: a cluster that has transactions takes what is asked here.
    package static func accept(_ code: BrokerCode, _ subject: String, _ probe: Probe) throws {
        if code == .none { return }
        if policies.contains(code.rawValue) {
            throw CheckOutcome.unsupported("\(subject) is refused: \(code)", ["refusal": "\(code)"])
        }
        if code.isAuthorization || code.isTransient || busy.contains(code.rawValue) {
            throw probe.refused(code, subject)
        }
        throw CheckOutcome.fail("\(subject) is answered with \(code)", ["refusal": "\(code)"])
    }

    /// Asks again while the cluster is busy; after 30 s the check is inconclusive.
    package static func whileBusy<Answer: Sendable>(
        _ probe: Probe, _ what: String, _ code: (Answer) -> BrokerCode, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        try await probe.eventually(within: .seconds(30), what) {
            let answer = try await ask()
            guard code(answer).isTransient || busy.contains(code(answer).rawValue) else { return answer }
            if code(answer) != .concurrentTransactions { probe.forgetCoordinators() }
            return nil
        }
    }
}
