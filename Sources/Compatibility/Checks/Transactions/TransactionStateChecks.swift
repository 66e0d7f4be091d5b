internal import Evidence
internal import KafkaWire

// What the coordinator says of a transaction's state, to its producer and to administrators.
extension Check {
    static let transactionStateChecks = [stateErrors, introspection]

    private static let stateErrors = Check(
        "txn.state-errors", .extended, .transactions,
        "What does not fit a transaction's state is refused for what it is",
        why: "Clients decide by the code whether to go on, to abort or to die.",
        expected:
            "INVALID_TXN_STATE (48) for an end without a beginning, for an abort after the commit and for a write to a partition that was not added; INVALID_PRODUCER_ID_MAPPING (49) for an unknown id; a repeated commit is taken",
        since: "0.11 (KIP-98), 3.6 (KIP-890)",
        known: "Redpanda answered UNKNOWN_SERVER_ERROR; before 3.6 a write without its partition added is stored",
        needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        let noBeginning = try await producer.end(commit: true).errorCode
        let stranger = ProbeProducer(
            probe, transactionalID: probe.name("unknown"), id: producer.id, epoch: producer.epoch)
        let unknown = try await stranger.end(commit: true).errorCode
        let notAdded = try await producer.send(["not added"], sequence: 0, to: log).errorCode
        // In a log of its own: what was refused above must not decide which sequence is due.
        let other = try await probe.log()
        try await producer.begin(in: [other])
        try await producer.write(["added"], to: other)
        try await producer.commit()
        let again = try await producer.end(commit: true).errorCode
        let reversed = try await producer.end(commit: false).errorCode
        let facts = [
            "end without a beginning": "\(noBeginning)", "unknown transactional id": "\(unknown)",
            "write without the partition added": "\(notAdded)", "commit again": "\(again)",
            "abort after the commit": "\(reversed)",
        ]
        guard unknown != .none, reversed != .none else {
            return .fail("The end of an unknown id, or an abort after the commit, is taken", facts)
        }
        guard again == .none else { return .fail("A commit that is sent again is answered with \(again)", facts) }
        let states: [BrokerCode] = [noBeginning, notAdded, reversed]
        return states.allSatisfy { $0 == .invalidTxnState } && unknown == .invalidProducerIdMapping
            ? .pass("\(BrokerCode.invalidTxnState), \(unknown), and a repeated commit is taken", facts)
            : .degraded("Other codes, or a write outside of any transaction is stored", facts)
    }

    private static let introspection = Check(
        "txn.introspection", .admin, .transactions, "The three views of a running transaction agree",
        why: "With them one finds which producer holds back the readers, and ends its transaction.",
        expected:
            "DescribeTransactions, ListTransactions and DescribeProducers name the same producer and state; an unknown id is TRANSACTIONAL_ID_NOT_FOUND (105)",
        since: "3.0 (KIP-664)",
        known: "Inkless has no DescribeProducers on diskless topics; WarpStream lists the first two only",
        needs: Need.transactions + [.api(61, atLeast: 0), .api(65, atLeast: 0), .api(66, atLeast: 0)]
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        let id = producer.transactionalID ?? ""
        func described(_ id: String) async throws -> DescribeTransactionsResponse.TransactionState {
            let answer = try await probe.send(
                DescribeTransactionsRequest { $0.transactionalIDs = [id] }, to: .transaction(id))
            guard let state = answer.transactionStates.first(where: { $0.transactionalID == id }) else {
                throw CheckOutcome.fail("DescribeTransactions answered without an entry for the transactional id")
            }
            return state
        }
        try await producer.begin(in: [log])
        let first = try await producer.write(["open"], to: log)
        let open = try await described(id)
        try probe.expectNone(open.errorCode, "DescribeTransactions")
        let listed = try await probe.send(
            ListTransactionsRequest { $0.producerIDFilters = [producer.id] }, to: .transaction(id))
        try probe.expectNone(listed.errorCode, "ListTransactions")
        let active = try await log.activeProducer(producer.id)
        let unknown = try await described(probe.name("unknown")).errorCode
        let startedNow = abs(open.transactionStartTimeMs - Probe.nowMilliseconds) < 3_600_000
        try await producer.commit()
        let after = try await probe.firstAnswer(within: .seconds(30)) {
            let state = try await described(id).transactionState
            return state == "CompleteCommit" ? state : nil
        }
        let released = try await probe.firstAnswer(within: .seconds(30)) {
            try await log.activeProducer(producer.id)?.currentTxnStartOffset == -1 ? true : nil
        }
        let facts = [
            "state": open.transactionState, "state after the commit": after ?? "another", "unknown id": "\(unknown)",
            "listed": listed.transactionStates.map(\.transactionState).joined(separator: ", "),
            "active in the partition": active == nil ? "no" : "yes",
        ]
        guard open.transactionState == "Ongoing", open.producerID == producer.id, open.producerEpoch == producer.epoch,
            open.topics.map(\.topic) == [log.topic], open.topics.first?.partitions == [log.partition]
        else { return .fail("DescribeTransactions tells another state, producer or partition", facts) }
        guard listed.transactionStates.map(\.transactionalID) == [id],
            listed.transactionStates.first?.transactionState == open.transactionState
        else {
            return .fail(
                "ListTransactions, asked for the producer id, does not tell what DescribeTransactions does", facts)
        }
        guard active?.currentTxnStartOffset == first else {
            return .fail("DescribeProducers does not tell where the open transaction begins", facts)
        }
        guard released == true, after != nil else {
            return .fail("30 s after the commit a view still tells of an open transaction", facts)
        }
        return unknown == .transactionalIdNotFound && startedNow
            ? .pass("The same producer and state in all three; \(unknown) for an unknown id", facts)
            : .degraded("The views agree; an unknown id is answered with \(unknown)", facts)
    }
}

extension ProbeLog {
    /// What the leader tells of a producer in this partition (KIP-664); nil where it tells nothing.
    fileprivate func activeProducer(
        _ id: Int64
    ) async throws -> DescribeProducersResponse.TopicResponse.PartitionResponse.ProducerState? {
        let answer = try await probe.send(
            DescribeProducersRequest {
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitionIndexes = [partition]
                    }
                ]
            }, to: leader)
        guard let found = answer.topics.first?.partitions.first else {
            throw CheckOutcome.fail("DescribeProducers answered without an entry for the partition")
        }
        try probe.expectNone(found.errorCode, "DescribeProducers")
        return found.activeProducers.first { $0.producerID == id }
    }
}
