import KafkaWire
import Testing

@testable import LabCluster

struct PartitionLogTests {
    @Test func offsetsFollowEachOther() throws {
        let log = PartitionLog()
        let batch = try RecordBatch([WireRecord(value: [1]), WireRecord(value: [2])]).encoded()[...]
        let header = try #require(BatchHeader(batch))
        #expect(log.append(batch, header, leaderEpoch: 0) == 0)
        #expect(log.append(batch, header, leaderEpoch: 0) == 2)
        #expect(log.endOffset == 4)
        let read = try RecordBatch.batches(
            in: log.read(from: 3, upTo: 4, mostBytes: 1, atLeastOne: true), place: "log")
        #expect(read.map(\.baseOffset) == [2])
    }
}
