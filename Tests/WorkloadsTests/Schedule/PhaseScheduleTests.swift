import Quantities
import ScenarioModel
import Testing
import Workloads

@Suite struct PhaseScheduleTests {
    static let burst = LoadCurve.burst(
        .init(base: 0.5, peak: 3, after: .seconds(2), rise: .seconds(1), hold: .seconds(4), fall: .seconds(2)))

    static func schedule(_ curve: LoadCurve, seconds: Double = 12) -> PhaseSchedule {
        PhaseSchedule(phases: [Phase(name: "only", duration: .seconds(seconds), load: curve)])
    }

    /// Areas by hand: the burst is 1 + 1.75 + 12 + 3.5 + 1.5.
    @Test(
        arguments: [
            (.steady(1), 12), (.steady(0), 0), (.steady(2.5), 30), (.ramp(from: 0, to: 1), 6),
            (.ramp(from: 3, to: 1), 24), (burst, 19.75),
        ] as [(LoadCurve, Double)])
    func loadIsTheAreaUnderTheCurve(curve: LoadCurve, area: Double) {
        let schedule = PhaseScheduleTests.schedule(curve)
        #expect((schedule.totalLoad - area).magnitude < 1e-9)
        #expect((schedule.load(ofPhase: 0) - area).magnitude < 1e-9)
        #expect((schedule.cumulatedLoad(atNs: 12_000_000_000) - area).magnitude < 1e-9)
    }

    @Test(
        arguments: [
            (0, 0.5), (1_999_999_999, 0.5), (2_500_000_000, 1.75), (3_000_000_000, 3), (6_999_999_999, 3),
            (8_000_000_000, 1.75), (9_000_000_000, 0.5), (11_000_000_000, 0.5), (12_000_000_000, 0),
        ] as [(UInt64, Double)])
    func burstRisesHoldsAndFalls(ns: UInt64, load: Double) {
        #expect((PhaseScheduleTests.schedule(PhaseScheduleTests.burst).load(atNs: ns) - load).magnitude < 1e-6)
    }

    @Test func burstLongerThanItsPhaseIsCutOnItsSlope() {
        let schedule = PhaseScheduleTests.schedule(PhaseScheduleTests.burst, seconds: 2.5)
        // 2 s at 0.5, then half of the rise from 0.5 to 3.
        #expect((schedule.totalLoad - (1 + 0.5 * (0.5 + 1.75) / 2)).magnitude < 1e-9)
        #expect(schedule.endNs == 2_500_000_000)
    }

    @Test(
        arguments: [
            .steady(1), .steady(0.001), .ramp(from: 0, to: 2), .ramp(from: 2, to: 0), .ramp(from: 0.2, to: 7), burst,
        ] as [LoadCurve])
    func instantOfACumulatedLoadIsItsInverse(curve: LoadCurve) throws {
        let schedule = PhaseScheduleTests.schedule(curve)
        var last: UInt64 = 0
        for step in 0..<10_000 {
            let load = schedule.totalLoad * Double(step) / 10_000
            let ns = try #require(schedule.instant(ofLoad: load))
            #expect(ns >= last)
            // Rounded down to a nanosecond: the load there is at most this, and a nanosecond on at least.
            #expect(schedule.cumulatedLoad(atNs: ns) <= load + 1e-12)
            #expect(schedule.cumulatedLoad(atNs: ns + 1) >= load - 1e-12)
            last = ns
        }
        #expect(schedule.instant(ofLoad: schedule.totalLoad) == nil)
    }

    @Test func phasesFollowEachOtherAndSilenceHoldsNothing() {
        let schedule = PhaseSchedule(phases: [
            Phase(name: "silence", duration: .seconds(3), load: .steady(0)),
            Phase(name: "steady", duration: .seconds(2)),
            Phase(name: "silence again", duration: .seconds(1), load: .steady(0)),
            Phase(name: "double", duration: .seconds(1), load: .steady(2)),
        ])
        #expect(schedule.spans.map(\.startNs) == [0, 3_000_000_000, 5_000_000_000, 6_000_000_000])
        #expect(schedule.endNs == 7_000_000_000)
        #expect(schedule.totalLoad == 4)
        #expect(schedule.instant(ofLoad: 0) == 3_000_000_000)
        #expect(schedule.instant(ofLoad: 1.999_999_999_9) == 4_999_999_999)
        #expect(schedule.instant(ofLoad: 2) == 6_000_000_000)
        #expect(schedule.phase(atNs: 5_999_999_999) == 2)
        #expect(schedule.phase(atNs: 6_000_000_000) == 3)
        #expect(schedule.phase(atNs: 7_000_000_000) == nil)
    }
}
