import KafkaWire
import Testing

@testable import LabCluster

struct TransactionLogTests {
    @Test func aValueOfTheLogIsByteForByteKafkas() throws {
        var transaction = Transaction(id: "t", producerID: 7, timeout: 60_000, now: 0)
        _ = try transaction.initiate(timeout: 60_000, current: nil, now: 1) { 8 }
        try transaction.add([OffsetPlace("ab", 3)], by: transaction.producer, secondProtocol: true, now: 2)
        let expected: [UInt8] =
            [0, 1] + [0, 0, 0, 0, 0, 0, 0, 7] + [0, 0] + [0, 0, 0xea, 0x60] + [1]
            + [2, 3, 0x61, 0x62, 2, 0, 0, 0, 3, 0]
            + [0, 0, 0, 0, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 2]
            + [1, 2, 2, 0, 2]
        #expect(transaction.logValue == expected)
    }

    @Test func aMarkerIsReadAsTheEndThatItIs() throws {
        for commits in [true, false] {
            let marker = TransactionMarker(
                producer: ProducerIdentity(id: 7, epoch: 2), commits: commits, coordinatorEpoch: 5)
            let bytes = try marker.batch(at: 9).encoded()[...]
            let batch = try #require(try RecordBatch.batches(in: bytes, place: "marker").first)
            let end = try #require(try batch.endTransactionMarker)
            #expect(end.outcome == (commits ? .commit : .abort))
            #expect(end.coordinatorEpoch == 5)
            #expect(batch.isTransactional && batch.isControl)
            #expect(batch.producerID == 7)
            #expect(batch.producerEpoch == 2)
        }
    }
}
