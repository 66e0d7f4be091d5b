internal import KafkaWire

// Idempotent producers.
extension LabDefect {
    static let idempotenceDefects = [
        LabDefect(
            "repeats-stored", .repetition, "Batches that a producer repeats are stored again",
            foundBy: [.check("idem.dup-same-offset")], .lapse(.sequences)),
        LabDefect(
            "gaps-taken", .order, "Batches whose numbers leave a gap are taken",
            foundBy: [.check("idem.gap-rejected")], .lapse(.sequences)),
        LabDefect(
            "same-producer-id", .repetition, "Every producer gets the same id", foundBy: [.check("idem.init-pid")],
            .answering(InitProducerIdRequest.self) { response, request, call in
                if request.transactionalID == nil, call.strikes() { response.producerID = 7 }
            }),
        LabDefect(
            "old-epochs-taken", .compatibility, "Batches of an old producer epoch are taken",
            foundBy: [.check("idem.stale-epoch")], .lapse(.producerEpochs)),
    ]

    // Transactions.
    static let transactionDefects = [
        LabDefect(
            "aborted-visible", .corruption, "Readers of committed data are not told what was aborted",
            foundBy: [.check("txn.abort-invisible")],
            .answering(FetchRequest.self) { response, _, call in
                changeParts(in: &response, call) { if $0.abortedTransactions != nil { $0.abortedTransactions = [] } }
            }),
        LabDefect(
            "open-visible", .corruption, "Readers of committed data get what is not committed yet",
            foundBy: [.check("txn.lso-blocks")],
            .asking(FetchRequest.self) { request, call in if call.strikes() { request.isolationLevel = 0 } },
            .answering(FetchRequest.self) { response, _, call in
                changeParts(in: &response, call) {
                    $0.lastStableOffset = $0.highWatermark
                    $0.abortedTransactions = []
                }
            }),
        LabDefect(
            "aborted-list-shuffled", .corruption, "The list of aborted transactions is not in order",
            foundBy: [.check("txn.aborted-list-order")],
            .answering(FetchRequest.self) { response, _, call in
                changeParts(in: &response, call) { $0.abortedTransactions?.reverse() }
            }),
        LabDefect(
            "aborted-told-to-all", .loss, "Readers of all data are told what was aborted, and leave it out",
            foundBy: [.check("txn.abort-visible-uncommitted")],
            .answering(FetchRequest.self) { response, request, call in
                guard request.isolationLevel == 0 else { return }
                changeParts(in: &response, call) { part in
                    part.abortedTransactions = [.init { $0.producerID = 0 }]
                }
            }),
        LabDefect(
            "no-fencing", .repetition, "A producer that was replaced may go on",
            foundBy: [.check("txn.fence-on-init")], .lapse(.fencing)),
        LabDefect(
            "endless-transactions", .operations, "Transactions that nobody ends stay open",
            foundBy: [.check("txn.timeout-abort")], .lapse(.transactionTimeout)),
        LabDefect(
            "any-timeout", .operations, "Transactions may have any timeout",
            foundBy: [.check("txn.timeout-ceiling")],
            .asking(InitProducerIdRequest.self) { request, call in
                if request.transactionTimeoutMs > 900_000, call.strikes() { request.transactionTimeoutMs = 900_000 }
            }),
        LabDefect(
            "commit-aborts", .loss, "A commit is answered well, and aborts",
            foundBy: [.check("txn.commit-atomic")],
            .asking(EndTxnRequest.self) { request, call in if call.strikes() { request.committed = false } }),
        LabDefect(
            "abort-commits", .corruption, "An abort is answered well, and commits",
            foundBy: [.check("txn.abort-invisible")],
            .asking(EndTxnRequest.self) { request, call in if call.strikes() { request.committed = true } }),
        LabDefect(
            "any-state", .compatibility, "Requests that do not fit a transaction's state are answered as if they did",
            foundBy: [.check("txn.state-errors")],
            .answering(EndTxnRequest.self) { response, _, call in
                if response.errorCode == .invalidTxnState, call.strikes() { response.errorCode = .none }
            }),
        LabDefect(
            "transactions-hidden", .operations, "Open transactions are not listed",
            foundBy: [.check("txn.introspection")],
            .answering(ListTransactionsRequest.self) { response, _, call in
                if call.strikes() { response.transactionStates = [] }
            }),
    ]

    // Offsets in transactions.
    static let transactionalOffsetDefects = [
        LabDefect(
            "transactional-offsets-dropped", .repetition, "Offsets that are committed in a transaction are dropped",
            foundBy: [.check("txn.offsets-atomic")],
            .asking(TxnOffsetCommitRequest.self) { request, call in
                guard call.strikes() else { return }
                for topic in request.topics.indices {
                    for index in request.topics[topic].partitions.indices {
                        request.topics[topic].partitions[index].committedOffset = 0
                    }
                }
            }),
        LabDefect(
            "unstable-offsets-told", .repetition, "Offsets that a transaction may still change are told as stable",
            foundBy: [.check("txn.require-stable")],
            .asking(OffsetFetchRequest.self) { request, call in if call.strikes() { request.requireStable = false } }),
    ]
}
