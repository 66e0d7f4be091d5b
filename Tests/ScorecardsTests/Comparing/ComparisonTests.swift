import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct ComparisonTests {
    private func compared(_ trials: (String, TrialEvidence)...) -> Comparison {
        Comparison(label: "key", trials: trials.map { ($0.0, $0.1, Judge.scorecard(of: $0.1)) })
    }

    private func skewed() -> TrialEvidence {
        var evidence = fleetTrial()
        for (index, sent) in ([7000, 1000, 0, 0] as [Int64]).enumerated() {
            (evidence.partitions[index].sent, evidence.partitions[index].acked) = (sent, sent)
        }
        evidence.partitions[0].ackP99 = .milliseconds(12)
        (evidence.partitions[0].heaviestKey, evidence.partitions[0].heaviestKeyShare) = ("region-1", 0.5)
        (evidence.partitions[1].heaviestKey, evidence.partitions[1].heaviestKeyShare) = ("region-2", 1)
        evidence.fleetTallies[0].deviceDisorder = 7
        return evidence
    }

    @Test func trialsKeepTheirOrderAndRatings() {
        let comparison = compared(("device", fleetTrial()), ("region", skewed()))
        #expect(comparison.trials.map(\.label) == ["device", "region"])
        #expect(comparison.trials.map(\.rating) == [.green, Judge.scorecard(of: skewed()).overall])
        #expect(comparison.trials.map(\.deviceDisorder) == [0, 7])
    }

    @Test func evenLoadHasNoSkew() throws {
        let skew = try #require(compared(("a", fleetTrial()), ("b", skewed())).trials.first?.skew)
        #expect((skew.hottestLoad, skew.variation, skew.partitionsWithTraffic) == (1, 0, 4))
        #expect(skew.tailRatio == 1)
        #expect(skew.hottestKey == nil)
    }

    @Test func skewIsMeasured() throws {
        let skew = try #require(compared(("a", fleetTrial()), ("b", skewed())).trials.last?.skew)
        #expect(skew.hottestLoad == 3.5)
        // Deviations of 5000, 1000, 2000 and 2000 from the mean of 2000.
        #expect(abs(skew.variation - (34.0 / 4).squareRoot() / 2) < 1e-12)
        #expect((skew.partitions, skew.partitionsWithTraffic, skew.hottestPartition) == (4, 2, 0))
        #expect(skew.tailRatio == 4)
        #expect((skew.hottestKey, skew.hottestKeyShare) == ("region-1", 3500.0 / 8000))
    }

    @Test func orderThatNobodyTrackedIsNotKept() {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].deviceDisorder = nil
        #expect(compared(("a", evidence), ("b", healthyTrial())).trials.map(\.deviceDisorder) == [nil, nil])
    }

    @Test func topicWithMostEventsIsCompared() {
        var evidence = fleetTrial()
        var small = PartitionRow(topic: "alarms", partition: 0)
        small.sent = 3999
        evidence.partitions.insert(small, at: 0)
        #expect(compared(("a", evidence), ("b", fleetTrial())).trials.map(\.skew?.topic) == ["positions", "positions"])
    }

    @Test func killedTrialIsComparedWithWhatItHas() throws {
        var evidence = skewed()
        evidence.kill()
        let trial = try #require(compared(("a", evidence), ("b", fleetTrial())).trials.first)
        #expect(trial.skew == nil)
        #expect(trial.rating == .unknown)
        #expect(trial.liveP99 != nil)
    }

    @Test func worstLiveReaderIsTaken() {
        var evidence = fleetTrial()
        evidence.readers.append(
            ReaderRecord(name: "alarms", role: "live", group: "b", members: 1, topics: ["positions"]))
        evidence.setLatency(.intended, reader: "alarms", milliseconds: 50)
        let trial = compared(("a", evidence), ("b", fleetTrial())).trials[0]
        #expect(trial.liveReader == "alarms")
    }
}
