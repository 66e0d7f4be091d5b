import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct UnavailabilityTests {
    @Test(arguments: [(1.0, Rating.green), (1.001, .yellow), (10, .yellow), (10.001, .red)])
    func longestGapIsRated(seconds: Double, rating: Rating) {
        for gap in [0, 1] {
            var evidence = healthyTrial()
            evidence.gaps[gap].length = .seconds(seconds)
            #expect(Rating.worst(evidence.ratings(.unavailability)) == rating)
        }
    }

    @Test func gapIsNamedByItsPartition() throws {
        var evidence = healthyTrial()
        evidence.gaps[0].length = .seconds(5)
        let finding = try #require(evidence.findings(.unavailability).first)
        #expect(finding.subject == "acknowledgements")
        #expect(finding.shown == "5 s")
        #expect(finding.why.contains("positions partition 1"))
    }

    @Test func gapThatBeganInTheWarmUpCountsFromTheMeasuredPhaseOn() {
        var evidence = healthyTrial()
        evidence.gaps[0].start = .seconds(2)
        evidence.gaps[0].length = .seconds(8.5)
        #expect(evidence.findings(.unavailability).first?.value == 0.5)
    }

    @Test(arguments: [(0.9, Rating.green), (5, .unknown)])
    func gapInsideTheWarmUpBoundsTheRestFromAbove(seconds: Double, rating: Rating) {
        var evidence = healthyTrial()
        evidence.gaps[0].start = .seconds(1)
        evidence.gaps[0].length = .seconds(seconds)
        #expect(evidence.findings(.unavailability).first?.rating == rating)
        #expect(evidence.findings(.unavailability).first?.value == nil)
    }

    @Test func gapsOfReadersThatAreNotLiveDoNotCount() {
        var evidence = healthyTrial()
        evidence.addCatchUp()
        evidence.gaps.append(
            Gap(kind: .delivery, reader: "archive", topic: "positions", start: .seconds(15), length: .seconds(20)))
        #expect(evidence.ratings(.unavailability) == [.green, .green])
    }

    @Test func withoutGapsItIsUnknown() {
        var evidence = healthyTrial()
        evidence.gaps = []
        #expect(evidence.ratings(.unavailability) == [.unknown, .unknown])
    }
}
