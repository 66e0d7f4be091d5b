import KafkaWire
import Testing

@testable import LabCluster

private enum Answer: Equatable {
    case begun
    case already
    case refused(BrokerCode)
}

/// Transactions in each state that a producer can meet, under producer 7 with epoch 1.
private func transaction(in state: TransactionState) throws -> Transaction {
    var transaction = Transaction(id: "t", producerID: 7, timeout: 1_000, now: 0)
    for _ in 0..<2 { _ = try transaction.initiate(timeout: 1_000, current: nil, now: 0) { 8 } }
    guard state != .empty else { return transaction }
    let place = OffsetPlace("positions", 0)
    try transaction.add([place], by: transaction.producer, secondProtocol: false, now: 1)
    guard state != .ongoing else { return transaction }
    let commits = state == .prepareCommit || state == .completeCommit
    _ = try transaction.end(commit: commits, by: transaction.producer, now: 2)
    if [.completeCommit, .completeAbort].contains(state) { _ = transaction.isDone(with: place, now: 3) }
    try #require(transaction.state == state)
    return transaction
}

struct TransactionEndTests {
    private static let table: [(TransactionState, commit: Answer, abort: Answer)] = [
        (.empty, .refused(.invalidTxnState), .refused(.invalidTxnState)),
        (.ongoing, .begun, .begun),
        (.prepareCommit, .refused(.concurrentTransactions), .refused(.invalidTxnState)),
        (.prepareAbort, .refused(.invalidTxnState), .refused(.concurrentTransactions)),
        (.completeCommit, .already, .refused(.invalidTxnState)),
        (.completeAbort, .refused(.invalidTxnState), .already),
    ]

    @Test func theStateSaysWhetherATransactionCanEnd() throws {
        for (state, commit, abort) in Self.table {
            for (commits, expected) in [(true, commit), (false, abort)] {
                var transaction = try transaction(in: state)
                let answer: Answer
                do throws(TransactionRefusal) {
                    switch try transaction.end(commit: commits, by: transaction.producer, now: 9) {
                    case .begun: answer = .begun
                    case .already: answer = .already
                    }
                } catch {
                    answer = .refused(error.code)
                }
                #expect(answer == expected, "\(state), commit \(commits)")
            }
        }
    }

    @Test func theFirstProtocolKeepsTheEpoch() throws {
        var transaction = try transaction(in: .ongoing)
        let producer = transaction.producer
        #expect(try transaction.end(commit: true, by: producer, now: 9) == .begun(producer))
        #expect(transaction.producer == producer)
    }

    @Test func anotherProducerDoesNotEndIt() throws {
        var transaction = try transaction(in: .ongoing)
        #expect(throws: TransactionRefusal(.invalidProducerIdMapping)) {
            try transaction.end(commit: true, by: ProducerIdentity(id: 6, epoch: 1), now: 9)
        }
        #expect(throws: TransactionRefusal(.producerFenced)) {
            try transaction.end(commit: true, by: ProducerIdentity(id: 7, epoch: 0), now: 9)
        }
        #expect(transaction.state == .ongoing)
    }
}

struct SecondProtocolEndTests {
    private func end(
        _ transaction: inout Transaction, commit: Bool, epoch: Int16
    ) throws -> Transaction.Ending {
        try transaction.endAndBump(commit: commit, by: ProducerIdentity(id: 7, epoch: epoch), now: 9) { 8 }
    }

    @Test func eachEndHasTheNextEpochAndMayBeSentAgain() throws {
        var transaction = try transaction(in: .ongoing)
        let next = ProducerIdentity(id: 7, epoch: 2)
        #expect(try end(&transaction, commit: true, epoch: 1) == .begun(next))
        #expect(throws: TransactionRefusal(.concurrentTransactions)) {
            try end(&transaction, commit: true, epoch: 1)
        }
        #expect(transaction.isDone(with: OffsetPlace("positions", 0), now: 10) == true)
        #expect(try end(&transaction, commit: true, epoch: 1) == .already(next))
        #expect(throws: TransactionRefusal(.invalidTxnState)) { try end(&transaction, commit: false, epoch: 1) }
        #expect(throws: TransactionRefusal(.producerFenced)) { try end(&transaction, commit: true, epoch: 0) }
    }

    @Test func anEmptyTransactionCanBeAbortedAndNotCommitted() throws {
        for state in [TransactionState.empty, .completeCommit, .completeAbort] {
            var transaction = try transaction(in: state)
            #expect(throws: TransactionRefusal(.invalidTxnState)) { try end(&transaction, commit: true, epoch: 1) }
            #expect(try end(&transaction, commit: false, epoch: 1) == .begun(ProducerIdentity(id: 7, epoch: 2)))
            #expect(transaction.completeIfDone(now: 10) == true)
            #expect(transaction.state == .completeAbort)
        }
    }

    @Test func withTheLastEpochTheProducerGoesOnUnderAnotherID() throws {
        var transaction = Transaction(id: "t", producerID: 7, timeout: 1_000, now: 0)
        for _ in 0...Transaction.lastEpochInUse {
            _ = try transaction.initiate(timeout: 1_000, current: nil, now: 0) { 8 }
        }
        let place = OffsetPlace("positions", 0)
        try transaction.add([place], by: transaction.producer, secondProtocol: true, now: 1)
        let next = ProducerIdentity(id: 8, epoch: 0)
        #expect(try end(&transaction, commit: true, epoch: Transaction.lastEpochInUse) == .begun(next))
        // The marker still is the old producer's.
        #expect(transaction.producer == ProducerIdentity(id: 7, epoch: .max))
        #expect(transaction.isDone(with: place, now: 2) == true)
        #expect(transaction.producer == next)
        #expect(try end(&transaction, commit: true, epoch: Transaction.lastEpochInUse) == .already(next))
    }
}
