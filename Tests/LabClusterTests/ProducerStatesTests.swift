import KafkaWire
import Testing

@testable import LabCluster

struct ProducerStatesTests {
    private static func header(
        _ sequence: Int32, count: Int = 1, epoch: Int16 = 0, producer: Int64 = 7
    ) throws -> BatchHeader {
        let records = (0..<count).map { _ in WireRecord(value: [1], timestamp: 1) }
        let bytes = try RecordBatch(records, producerID: producer, producerEpoch: epoch, baseSequence: sequence)
            .encoded()
        return try #require(BatchHeader(bytes[...]))
    }

    /// Seven batches of one record, at the offsets of their sequence numbers.
    private static func seven() throws -> ProducerStates {
        var states = ProducerStates()
        for sequence in 0..<Int32(7) { states.book(try header(sequence), at: Int64(sequence), timestamp: 1) }
        return states
    }

    private static func told(_ verdict: ProducerStates.Verdict) -> String {
        switch verdict {
        case .new: "new"
        case .duplicate(let batch): "duplicate at \(batch.baseOffset)"
        case .refused(let code): "\(code)"
        }
    }

    @Test(arguments: [
        (Int32(7), "new"), (6, "duplicate at 6"), (2, "duplicate at 2"), (1, "OUT_OF_ORDER_SEQUENCE_NUMBER (45)"),
        (8, "OUT_OF_ORDER_SEQUENCE_NUMBER (45)"),
    ])
    func fiveBatchesAreRemembered(sequence: Int32, verdict: String) throws {
        #expect(Self.told(try Self.seven().verdict(on: Self.header(sequence))) == verdict)
    }

    @Test(arguments: [
        (Int16(1), Int32(0), "new"), (1, 7, "OUT_OF_ORDER_SEQUENCE_NUMBER (45)"),
        (-1, 7, "INVALID_PRODUCER_EPOCH (47)"),
    ])
    func newEpochBeginsAtZeroAndAnOldOneIsRefused(epoch: Int16, sequence: Int32, verdict: String) throws {
        #expect(Self.told(try Self.seven().verdict(on: Self.header(sequence, epoch: epoch))) == verdict)
    }

    @Test func unknownProducerMayBeginAnywhere() throws {
        #expect(Self.told(try Self.seven().verdict(on: Self.header(40, producer: 8))) == "new")
    }

    @Test func sequenceBeginsAgainAfterTheHighestNumber() throws {
        #expect(BatchHeader.sequence(.max, plus: 1) == 0)
        #expect(BatchHeader.sequence(.max - 1, plus: 3) == 1)
        var states = ProducerStates()
        states.book(try Self.header(.max - 1, count: 2), at: 0, timestamp: 1)
        #expect(Self.told(states.verdict(on: try Self.header(0))) == "new")
    }

    @Test func truncationForgetsWhatIsGone() throws {
        var states = try Self.seven()
        #expect(states.truncate(to: 7) == [])
        #expect(states.truncate(to: 6) == [7])
        #expect(Self.told(states.verdict(on: try Self.header(6))) == "new")
    }

    @Test func truncatedLogKnowsTheLastFiveThatAreLeft() throws {
        let log = PartitionLog()
        for sequence in Int32(0)..<12 {
            let batch = RecordBatch(
                [WireRecord(value: [1], timestamp: 1)], producerID: 7, producerEpoch: 0, baseSequence: sequence)
            let bytes = try batch.encoded()[...]
            let header = try #require(BatchHeader(bytes))
            log.producers.book(header, at: log.append(bytes, header, leaderEpoch: 0), timestamp: 1)
        }
        log.truncate(to: 6)
        let told = try [Int32(0), 1, 5, 6, 7].map { Self.told(log.producers.verdict(on: try Self.header($0))) }
        let refused = "OUT_OF_ORDER_SEQUENCE_NUMBER (45)"
        #expect(told == [refused, "duplicate at 1", "duplicate at 5", "new", refused])
    }
}
