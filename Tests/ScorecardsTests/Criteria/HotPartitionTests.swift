import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct HotPartitionTests {
    private func trial(tail milliseconds: Double, sent: Int64 = 5000) -> TrialEvidence {
        var evidence = healthyTrial()
        (evidence.partitions[2].sent, evidence.partitions[2].acked) = (sent, sent)
        evidence.partitions[2].ackP99 = .milliseconds(milliseconds)
        (evidence.partitions[2].heaviestKey, evidence.partitions[2].heaviestKeyShare) = ("tenant-1", 0.6)
        return evidence
    }

    @Test(arguments: [(6.0, Rating.green), (6.1, .yellow), (12, .yellow), (12.1, .red)])
    func tailOfTheBusiestAgainstTheMedianIsRated(milliseconds: Double, rating: Rating) {
        #expect(trial(tail: milliseconds).ratings(.hotPartition) == [rating])
    }

    @Test func skewedLoadAloneIsGreenAndExplained() throws {
        let finding = try #require(trial(tail: 3).findings(.hotPartition).first)
        #expect(finding.rating == .green)
        #expect(finding.shown == "tail 1×, load 2.5× (partition 2, key tenant-1)")
        #expect(
            finding.why.hasSuffix(
                "Its heaviest key is tenant-1 with 60 % of its events. It is no slower than the others."))
    }

    @Test func tailsOfLessThanAMillisecondApartAreAlike() {
        var evidence = trial(tail: 0.9)
        for index in [0, 1, 3] { evidence.partitions[index].ackP99 = .milliseconds(0.1) }
        #expect(evidence.ratings(.hotPartition) == [.green])
    }

    @Test func oneSlowPartitionAmongTheOthersDoesNotMoveTheMedian() {
        var evidence = trial(tail: 12)
        evidence.partitions[0].ackP99 = .milliseconds(500)
        #expect(evidence.findings(.hotPartition).map(\.value) == [4])
    }

    @Test func topicOfOnePartitionHasNoFinding() {
        var evidence = healthyTrial()
        evidence.partitions = [evidence.partitions[0]]
        #expect(evidence.findings(.hotPartition).isEmpty)
    }

    @Test func topicOfDeadLettersThatNoProducerWroteToHasNoFinding() throws {
        var evidence = healthyTrial()
        let rejects = evidence.partitions.map { row in
            var row = row
            (row.topic, row.sent, row.acked) = ("seatrial.rejects", 0, 0)
            return row
        }
        evidence.partitions += rejects
        #expect(evidence.ratings(.hotPartition) == [.green, .unknown])
        evidence.readers[0].deadLetters = "seatrial.rejects"
        #expect(evidence.ratings(.hotPartition) == [.green])
    }

    @Test func tooFewAcknowledgementsAreUnknown() {
        var evidence = healthyTrial()
        for index in evidence.partitions.indices { evidence.partitions[index].acked = 99 }
        #expect(evidence.ratings(.hotPartition) == [.unknown])
        evidence.partitions = []
        #expect(evidence.ratings(.hotPartition) == [.unknown])
    }
}
