import KafkaWire
import Testing

@testable import LabCluster

/// What transactions do to a partition's log.
struct PartitionTransactionTests {
    /// A log to which producers write one record at a time.
    private final class Writer {
        let log = PartitionLog()

        func header(_ producer: ProducerIdentity, sequence: Int32, isTransactional: Bool = true) throws -> BatchHeader {
            try #require(BatchHeader(try bytes(producer, sequence, isTransactional)))
        }

        private func bytes(_ producer: ProducerIdentity, _ sequence: Int32, _ isTransactional: Bool) throws -> WireBytes
        {
            try RecordBatch(
                [WireRecord(value: [1])], producerID: producer.id, producerEpoch: producer.epoch,
                baseSequence: sequence, isTransactional: isTransactional
            ).encoded()[...]
        }

        @discardableResult
        func write(_ producer: ProducerIdentity, sequence: Int32) throws -> Int64 {
            let header = try header(producer, sequence: sequence)
            let offset = log.append(try bytes(producer, sequence, true), header, leaderEpoch: 0)
            log.producers.book(header, at: offset, timestamp: 1)
            return offset
        }

        @discardableResult
        func end(_ producer: ProducerIdentity, commit: Bool) throws -> Int64 {
            let marker = TransactionMarker(producer: producer, commits: commit, coordinatorEpoch: 0)
            let bytes = try marker.batch(at: 1).encoded()[...]
            let offset = log.append(bytes, try #require(BatchHeader(bytes)), leaderEpoch: 0)
            log.end(transactionOf: marker, at: offset, now: 1)
            return offset
        }
    }

    private let one = ProducerIdentity(id: 1, epoch: 0)
    private let two = ProducerIdentity(id: 2, epoch: 0)

    private func isRefused(_ verdict: ProducerStates.Verdict, _ code: BrokerCode) -> Bool {
        if case .refused(let found) = verdict { return found == code }
        return false
    }

    private func isNew(_ verdict: ProducerStates.Verdict) -> Bool {
        if case .new = verdict { return true }
        return false
    }

    @Test func theEarliestOpenTransactionCounts() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        try writer.write(two, sequence: 0)
        #expect(writer.log.producers.firstOpenTransaction == 0)
        try writer.end(one, commit: true)
        #expect(writer.log.producers.firstOpenTransaction == 1)
        try writer.end(two, commit: false)
        #expect(writer.log.producers.firstOpenTransaction == nil)
    }

    @Test func onlyAbortedTransactionsAreListed() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        try writer.write(two, sequence: 0)
        try writer.end(one, commit: true)
        let marker = try writer.end(two, commit: false)
        // A marker without a transaction is no aborted transaction.
        try writer.end(two, commit: false)
        #expect(writer.log.aborted.map(\.producerID) == [2])
        #expect(writer.log.aborted.map(\.firstOffset) == [1])
        #expect(writer.log.aborted.map(\.lastOffset) == [marker])
    }

    @Test func aTransactionIsUnstableUntilItsMarkerIsReplicated() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        let marker = try writer.end(one, commit: true)
        #expect(writer.log.producers.firstEndedTransaction(markedFrom: 1) == 0)
        #expect(writer.log.producers.firstEndedTransaction(markedFrom: marker + 1) == nil)
        writer.log.producers.replicated(to: marker + 1)
        #expect(writer.log.producers.firstEndedTransaction(markedFrom: 0) == nil)
    }

    @Test func aMarkerThatIsCutOffOpensTheTransactionAgain() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        let marker = try writer.end(one, commit: false)
        writer.log.truncate(to: marker)
        #expect(writer.log.producers.firstOpenTransaction == 0)
        #expect(writer.log.aborted.isEmpty)
    }

    @Test func aMarkerWithTheNextEpochShutsLateWritesOut() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        let next = ProducerIdentity(id: 1, epoch: 1)
        try writer.end(next, commit: true)
        let late = writer.log.producers.verdict(on: try writer.header(one, sequence: 1))
        #expect(isRefused(late, .invalidProducerEpoch))
        #expect(isNew(writer.log.producers.verdict(on: try writer.header(next, sequence: 0))))
        let notAtZero = writer.log.producers.verdict(on: try writer.header(next, sequence: 1))
        #expect(isRefused(notAtZero, .outOfOrderSequenceNumber))
    }

    @Test func aPlainWriteIsNoPartOfAnOpenTransaction() throws {
        let writer = Writer()
        try writer.write(one, sequence: 0)
        let plain = try writer.header(one, sequence: 1, isTransactional: false)
        #expect(isRefused(writer.log.producers.verdict(on: plain), .invalidTxnState))
    }

    @Test func ofWritesThatWaitForTheirTransactionTheFirstGoesFirst() throws {
        let writer = Writer()
        writer.log.producers.asked(one, toBeginAt: 0)
        writer.log.producers.asked(one, toBeginAt: 1)
        let second = try writer.header(one, sequence: 1)
        #expect(isRefused(writer.log.producers.verdict(on: second), .outOfOrderSequenceNumber))
        #expect(isNew(writer.log.producers.verdict(on: try writer.header(one, sequence: 0))))
        try writer.write(one, sequence: 0)
        #expect(isNew(writer.log.producers.verdict(on: second)))
    }
}
