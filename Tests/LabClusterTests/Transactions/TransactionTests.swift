import KafkaWire
import Testing

@testable import LabCluster

/// A transactional id as its producer has it at the beginning.
private func begun(epoch: Int16 = 0) throws -> Transaction {
    var transaction = Transaction(id: "t", producerID: 7, timeout: 1_000, now: 0)
    for _ in 0...epoch { _ = try transaction.initiate(timeout: 1_000, current: nil, now: 0) { 8 } }
    return transaction
}

/// Has it end without anything left to mark.
private func finish(_ transaction: inout Transaction) {
    for place in transaction.partitions { _ = transaction.isDone(with: place, now: 1) }
    _ = transaction.completeIfDone(now: 1)
}

private let place = OffsetPlace("positions", 3)

struct TransactionInitiationTests {
    @Test func theFirstEpochIsZeroAndEachProducerHasTheNext() throws {
        var transaction = Transaction(id: "t", producerID: 7, timeout: 1_000, now: 0)
        for epoch: Int16 in 0..<3 {
            let outcome = try transaction.initiate(timeout: 1_000, current: nil, now: 0) { 8 }
            #expect(outcome == .ready(ProducerIdentity(id: 7, epoch: epoch)))
        }
    }

    @Test func anOpenTransactionIsTakenFromItsProducerFirst() throws {
        var transaction = try begun()
        let old = transaction.producer
        try transaction.add([place], by: old, secondProtocol: false, now: 5)
        #expect(try transaction.initiate(timeout: 1_000, current: nil, now: 6) { 8 } == .aborts)
        #expect(transaction.state == .prepareAbort)
        #expect(transaction.producer == ProducerIdentity(id: 7, epoch: 2))
        #expect(throws: TransactionRefusal(.concurrentTransactions)) {
            try transaction.initiate(timeout: 1_000, current: nil, now: 6) { 8 }
        }
        #expect(throws: TransactionRefusal(.producerFenced)) {
            try transaction.end(commit: true, by: old, now: 7)
        }
        finish(&transaction)
        #expect(transaction.state == .completeAbort)
        let next = try transaction.initiate(timeout: 1_000, current: nil, now: 8) { 8 }
        #expect(next == .ready(ProducerIdentity(id: 7, epoch: 3)))
    }

    @Test func aProducerThatGoesOnIsBumpedAndMayAskAgain() throws {
        var transaction = try begun()
        let current = transaction.producer
        let bumped = Transaction.Initiation.ready(ProducerIdentity(id: 7, epoch: 1))
        #expect(try transaction.initiate(timeout: 1_000, current: current, now: 1) { 8 } == bumped)
        #expect(try transaction.initiate(timeout: 1_000, current: current, now: 2) { 8 } == bumped)
    }

    @Test(arguments: [
        ProducerIdentity(id: 7, epoch: 9), ProducerIdentity(id: 7, epoch: 0), ProducerIdentity(id: 6, epoch: 2),
    ])
    func whoIsNotTheProducerIsFenced(_ stranger: ProducerIdentity) throws {
        var transaction = try begun(epoch: 2)
        #expect(throws: TransactionRefusal(.producerFenced)) {
            try transaction.initiate(timeout: 1_000, current: stranger, now: 1) { 8 }
        }
        #expect(transaction.producer == ProducerIdentity(id: 7, epoch: 2))
    }

    @Test func usedUpEpochsBringAnotherProducerID() throws {
        var transaction = try begun(epoch: Transaction.lastEpochInUse)
        let last = transaction.producer
        #expect(last.epoch == Int16.max - 1)
        let next = Transaction.Initiation.ready(ProducerIdentity(id: 8, epoch: 0))
        #expect(try transaction.initiate(timeout: 1_000, current: last, now: 1) { 8 } == next)
        #expect(transaction.previousProducerID == 7)
        // The one with the last epoch may ask again.
        #expect(try transaction.initiate(timeout: 1_000, current: last, now: 1) { 9 } == next)
    }

    @Test func aFenceHasAnEpochLeftWhenTheyAreUsedUp() throws {
        var transaction = try begun(epoch: Transaction.lastEpochInUse)
        try transaction.add([place], by: transaction.producer, secondProtocol: false, now: 1)
        transaction.fence(now: 2)
        #expect(transaction.producer.epoch == Int16.max)
        finish(&transaction)
        #expect(
            try transaction.initiate(timeout: 1_000, current: nil, now: 3) { 8 }
                == .ready(ProducerIdentity(id: 8, epoch: 0)))
    }
}

struct TransactionContentTests {
    @Test func theFirstPartitionBeginsIt() throws {
        var transaction = try begun()
        #expect(try transaction.add([place], by: transaction.producer, secondProtocol: false, now: 5) == true)
        #expect(transaction.state == .ongoing)
        #expect(transaction.startTime == 5)
        #expect(try transaction.add([place], by: transaction.producer, secondProtocol: false, now: 6) == false)
        #expect(
            try transaction.add([OffsetPlace("a", 0)], by: transaction.producer, secondProtocol: false, now: 7) == true)
        #expect(transaction.startTime == 5)
        #expect(transaction.partitions == [place, OffsetPlace("a", 0)])
    }

    @Test func onlyItsProducerAddsAndOnlyWhileItDoesNotEnd() throws {
        var transaction = try begun()
        let producer = transaction.producer
        #expect(throws: TransactionRefusal(.invalidProducerIdMapping)) {
            try transaction.add([place], by: ProducerIdentity(id: 6, epoch: 0), secondProtocol: false, now: 1)
        }
        #expect(throws: TransactionRefusal(.producerFenced)) {
            try transaction.add([place], by: ProducerIdentity(id: 7, epoch: 1), secondProtocol: false, now: 1)
        }
        try transaction.add([place], by: producer, secondProtocol: false, now: 1)
        _ = try transaction.end(commit: true, by: producer, now: 2)
        #expect(throws: TransactionRefusal(.concurrentTransactions)) {
            try transaction.add([place], by: producer, secondProtocol: false, now: 3)
        }
        #expect(throws: TransactionRefusal(.concurrentTransactions)) {
            try transaction.contains(place, for: producer)
        }
    }

    @Test func itIsCompleteWithTheLastMarker() throws {
        var transaction = try begun()
        let other = OffsetPlace("a", 0)
        try transaction.add([place, other], by: transaction.producer, secondProtocol: false, now: 1)
        _ = try transaction.end(commit: true, by: transaction.producer, now: 2)
        #expect(transaction.isDone(with: place, now: 3) == false)
        #expect(transaction.isDone(with: other, now: 4) == true)
        #expect(transaction.state == .completeCommit)
    }

    @Test func itIsOverdueOnlyWhileOpen() throws {
        var transaction = try begun()
        #expect(!transaction.isOverdue(at: 5_000))
        try transaction.add([place], by: transaction.producer, secondProtocol: false, now: 1)
        #expect(!transaction.isOverdue(at: 1_001))
        #expect(transaction.isOverdue(at: 1_002))
        #expect(!transaction.isExpired(at: 5_000, after: 10))
        transaction.fence(now: 1_002)
        #expect(!transaction.isOverdue(at: 5_000))
        finish(&transaction)
        #expect(transaction.isExpired(at: 5_000, after: 10))
    }
}
