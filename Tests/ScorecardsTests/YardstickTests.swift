import Evidence
import Testing

@testable import Scorecards

@Suite struct YardstickTests {
    @Test(arguments: [(0.1, Rating.green), (0.1001, .yellow), (0.5, .yellow), (0.5001, .red), (.nan, .unknown)])
    func boundBelongsToItsBand(value: Double, rating: Rating) {
        #expect(Yardstick(.ackTail).rating(of: value) == rating)
    }

    @Test(arguments: [(1.0, Rating.green), (0.99, .green), (0.9899, .yellow), (0.95, .yellow), (0.9499, .red)])
    func higherIsBetterTurnsTheBandsRound(value: Double, rating: Rating) {
        #expect(Yardstick(.achievedRate).rating(of: value) == rating)
    }

    @Test func scenarioBandsReplaceDefaults() {
        let bands = BandsRecord(criterion: "ack-tail", green: 0.02, yellow: 0.03, percentile: 99.9)
        let yardstick = Yardstick(.ackTail, bands: bands)
        #expect(yardstick.rating(of: 0.025) == .yellow)
        #expect(yardstick.percentile == 99.9)
        #expect(yardstick.bands == "green up to 20 ms, yellow up to 30 ms")
    }

    @Test func looseGreenAloneTakesYellowAlong() {
        let yardstick = Yardstick(.ackTail, bands: BandsRecord(criterion: "ack-tail", green: 2))
        #expect(yardstick.rating(of: 2) == .green)
        #expect(yardstick.rating(of: 2.1) == .red)
    }

    @Test func strictYellowAloneTakesGreenAlong() {
        let yardstick = Yardstick(.achievedRate, bands: BandsRecord(criterion: "achieved-rate", yellow: 0.995))
        #expect(yardstick.rating(of: 0.993) == .red)
        #expect(yardstick.rating(of: 0.995) == .green)
    }

    @Test func bandsAreWorded() {
        #expect(Yardstick(.loss).bands == "green at 0, red above")
        #expect(Yardstick(.order).bands == "green at 0, yellow above")
        #expect(Yardstick(.achievedRate).bands == "green from 99 %, yellow from 95 %")
        #expect(Yardstick(.repeats).bands == "green at 0, yellow up to 0.1 %")
        #expect(Yardstick(.interference).bands == "green up to 1.5×, yellow up to 3×")
        #expect(
            Yardstick(.catchUp).bands == "green when drained, yellow while draining, red when it will not drain")
    }

    @Test func shareBelowAWholeIsNeverShownAsAWhole() {
        let yardstick = Yardstick(.achievedRate)
        #expect(yardstick.shown(0.999999) == "99.99 %")
        #expect(yardstick.shown(1) == "100 %")
        #expect(yardstick.shown(0.57) == "57 %")
    }
}
