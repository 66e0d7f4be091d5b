import LoadEngine
import Testing

@Suite struct PhaseClockTests {
    @Test(arguments: [(0, 0), (99, 0), (100, 1), (249, 1), (250, 2), (299, 2), (300, 2), (9999, 2)])
    func anInstantBelongsToThePhaseItFallsInto(instant: Int, phase: Int) {
        var clock = PhaseClock(endsNs: [100, 250, 300], isWarmUp: [true, false, false])
        #expect(clock.phase(ofNs: UInt64(instant)) == phase)
    }

    @Test func itFollowsInstantsThatGoBack() {
        var clock = PhaseClock(endsNs: [100, 200], isWarmUp: [true, false])
        #expect([150, 50, 150, 99, 100, 0].map { clock.phase(ofNs: $0) } == [1, 0, 1, 0, 1, 0])
        #expect(!clock.isMeasured(0))
        #expect(clock.isMeasured(1))
    }

    @Test func whatIsDueInAWarmUpCountsFromItsEndOn() {
        let clock = PhaseClock(endsNs: [100, 250, 300], isWarmUp: [true, false, true])
        #expect((0..<3).map { clock.countsFromNs($0) } == [100, 0, .max])
    }
}
