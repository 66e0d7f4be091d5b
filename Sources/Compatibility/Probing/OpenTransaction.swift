internal import KafkaWire

/// A transaction of one batch in one partition, as far as a check of something else needs one.
struct OpenTransaction: Sendable {
    let id: String
    let producerID: Int64
    let producerEpoch: Int16
    private let probe: Probe

    /// Begins a transaction and writes `records` records in it.
    static func begin(_ probe: Probe, log: ProbeLog, records: Int) async throws -> OpenTransaction {
        try await begin(
            probe, log: log, batch: (0..<records).map { WireRecord(value: [UInt8(truncatingIfNeeded: $0)]) })
    }

    /// Begins a transaction and writes a batch in it.
    static func begin(_ probe: Probe, log: ProbeLog, batch records: [WireRecord]) async throws -> OpenTransaction {
        let id = probe.name("transaction")
        let began: InitProducerIdResponse = try await probe.eventually(within: .seconds(30), "a producer id") {
            let answer = try await probe.send(
                InitProducerIdRequest {
                    $0.transactionalID = id
                    $0.transactionTimeoutMs = 60_000
                }, to: .transaction(id))
            if answer.errorCode.isTransient || [14, 15, 16, 51].contains(answer.errorCode.rawValue) {
                probe.forgetCoordinators()
                return nil
            }
            try probe.expectNone(answer.errorCode, "InitProducerId")
            return answer
        }
        let transaction = OpenTransaction(
            id: id, producerID: began.producerID, producerEpoch: began.producerEpoch, probe: probe)
        let version = min(try probe.version(of: AddPartitionsToTxnRequest.api), 3)
        let added = try await probe.send(
            AddPartitionsToTxnRequest {
                $0.v3AndBelowTransactionalID = id
                $0.v3AndBelowProducerID = began.producerID
                $0.v3AndBelowProducerEpoch = began.producerEpoch
                $0.v3AndBelowTopics = [
                    .init {
                        $0.name = log.topic
                        $0.partitions = [log.partition]
                    }
                ]
            }, to: .transaction(id), version: version)
        let code = added.resultsByTopicV3AndBelow.first?.resultsByPartition.first?.partitionErrorCode ?? .none
        try probe.expectNone(code, "AddPartitionsToTxn")
        var batch = RecordBatch(records)
        batch.isTransactional = true
        batch.producerID = began.producerID
        batch.producerEpoch = began.producerEpoch
        batch.baseSequence = 0
        let answer = try await log.produce(batch, transaction: id)
        try probe.expectNone(answer.errorCode, "a write in a transaction")
        return transaction
    }

    func end(commit: Bool) async throws {
        let answer = try await probe.send(
            EndTxnRequest {
                $0.transactionalID = id
                $0.producerID = producerID
                $0.producerEpoch = producerEpoch
                $0.committed = commit
            }, to: .transaction(id))
        try probe.expectNone(answer.errorCode, "EndTxn")
    }
}
