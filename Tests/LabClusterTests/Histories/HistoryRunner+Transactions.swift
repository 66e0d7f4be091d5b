import KafkaWire
import TestSupport

@testable import LabCluster

extension HistoryRunner {
    func initiate(_ number: Int) async throws {
        let transaction = transactions[number]
        if transaction.state == .ongoing {
            let code = try await ask(number).errorCode
            try expect("error of InitProducerId in a transaction", code, .concurrentTransactions)
            let markers = transactions[number].fence()
            try await settle(number, markers, commits: false)
        }
        let response = try await ask(number)
        try expect("error of InitProducerId", response.errorCode, .none)
        transactions[number].initiate(newID: response.producerID)
        let right = transactions[number].producer
        let found = ModelProducer(id: response.producerID, epoch: response.producerEpoch)
        try expect("producer of \(transaction.id)", found, right)
    }

    private func ask(_ number: Int) async throws -> InitProducerIdResponse {
        let transaction = transactions[number]
        let connection = try await coordinatorConnection(of: transaction.id, 1)
        return try await connection.send(
            InitProducerIdRequest {
                $0.transactionalID = transaction.id
                $0.transactionTimeoutMs = transaction.timeout
            }, version: 5)
    }

    func add(_ partition: Int, to number: Int, stale: Bool) async throws {
        // The second protocol has writes do that.
        guard !transactions[number].isSecondProtocol else { return }
        if transactions[number].state == .unknown { try await initiate(number) }
        let id = transactions[number].id
        let caller = transactions[number].caller(stale: stale)
        let response = try await coordinatorConnection(of: id, 1).send(
            AddPartitionsToTxnRequest {
                $0.v3AndBelowTransactionalID = id
                $0.v3AndBelowProducerID = caller.id
                $0.v3AndBelowProducerEpoch = caller.epoch
                $0.v3AndBelowTopics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [Int32(partition)]
                    }
                ]
            }, version: 3)
        let code = response.resultsByTopicV3AndBelow.first?.resultsByPartition.first?.partitionErrorCode
        try expect("error of AddPartitionsToTxn", code, transactions[number].add(partition, by: caller))
    }

    func addOffsets(to number: Int, stale: Bool) async throws {
        guard !transactions[number].isSecondProtocol else { return }
        if transactions[number].state == .unknown { try await initiate(number) }
        let id = transactions[number].id
        let caller = transactions[number].caller(stale: stale)
        let response = try await coordinatorConnection(of: id, 1).send(
            AddOffsetsToTxnRequest {
                $0.transactionalID = id
                $0.producerID = caller.id
                $0.producerEpoch = caller.epoch
                $0.groupID = group
            }, version: 3)
        try expect("error of AddOffsetsToTxn", response.errorCode, transactions[number].add(nil, by: caller))
    }

    func commit(_ offset: Int64, _ partition: Int, in number: Int, stale: Bool) async throws {
        if transactions[number].state == .unknown { try await initiate(number) }
        let transaction = transactions[number]
        let caller = transaction.caller(stale: stale)
        let response = try await coordinatorConnection(of: group).send(
            TxnOffsetCommitRequest {
                $0.transactionalID = transaction.id
                $0.groupID = group
                $0.producerID = caller.id
                $0.producerEpoch = caller.epoch
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = Int32(partition)
                                $0.committedOffset = offset
                            }
                        ]
                    }
                ]
            }, version: transaction.isSecondProtocol ? 5 : 4)
        let fault = transactions[number].fault(inWriteTo: nil, by: caller)
        let code = response.topics.first?.partitions.first?.errorCode
        try expect("error of TxnOffsetCommit", code, fault ?? BrokerCode.none)
        if fault == nil { members.pend(offset, partition, of: caller.id) }
    }

    func end(_ number: Int, commits: Bool, stale: Bool) async throws {
        if transactions[number].state == .unknown { try await initiate(number) }
        let transaction = transactions[number]
        let caller = transaction.caller(stale: stale)
        let response = try await coordinatorConnection(of: transaction.id, 1).send(
            EndTxnRequest {
                $0.transactionalID = transaction.id
                $0.producerID = caller.id
                $0.producerEpoch = caller.epoch
                $0.committed = commits
            }, version: transaction.isSecondProtocol ? 5 : 4)
        let ending = transactions[number].end(commits: commits, by: caller)
        let name = "EndTxn that \(commits ? "commits" : "aborts")"
        if case .refused(let code) = ending { return try expect("error of \(name)", response.errorCode, code) }
        try expect("error of \(name)", response.errorCode, .none)
        if transaction.isSecondProtocol {
            let next = ModelProducer(id: response.producerID, epoch: response.producerEpoch)
            try expect("producer after \(name)", next, transactions[number].producer)
        }
        if case .ends(let markers) = ending { try await settle(number, markers, commits: commits) }
    }

    /// Waits until every marker of a transaction is written.
    private func settle(_ number: Int, _ markers: ModelProducer, commits: Bool) async throws {
        let transaction = transactions[number]
        let connection = try await coordinatorConnection(of: transaction.id, 1)
        let isSettled = try await eventually(within: .seconds(10), every: .milliseconds(1)) {
            for partition in transaction.partitions { try await self.catchUp(partition) }
            try await self.replicateCoordinators()
            let response = try await connection.send(
                DescribeTransactionsRequest { $0.transactionalIDs = [transaction.id] })
            return response.transactionStates.first?.transactionState.hasPrefix("Complete") ?? false
        }
        try expect("whether the markers of \(transaction.id) are written", isSettled, true)
        for partition in transaction.partitions.sorted() {
            var marker = LogModel.Batch()
            marker.producer = markers
            marker.isTransactional = true
            marker.marker = commits
            marker.size = 78
            logs[partition].append(marker)
            logs[partition].replicate()
        }
        members.end(markers.id, commits: commits)
        (transactions[number].partitions, transactions[number].hasOffsets) = ([], false)
    }

    /// Transactions that are open for longer than they may be are aborted; their producers have to begin again.
    func minutePasses() async throws {
        guard let lab = subject.lab else { return }
        try await lab.onLoop { $0.transactions.look(at: $0.now + 61_000, in: $0) }
        for number in transactions.indices
        where transactions[number].state == .ongoing && transactions[number].timeout <= 60_000 {
            let markers = transactions[number].fence()
            try await settle(number, markers, commits: false)
        }
    }
}
