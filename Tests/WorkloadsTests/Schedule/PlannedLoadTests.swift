import Quantities
import ScenarioModel
import Testing
import Workloads

@Suite struct PlannedLoadTests {
    @Test func expectationsAreRateTimesLoad() {
        let fixture = Fixture(
            [
                .trucks(devices: 10, rate: 100, payload: Payload(size: .fixed(200))),
                .trucks("crane", devices: 2, rate: 50, payload: Payload(size: .fixed(1_000))),
                .trucks("nobody", devices: 0, rate: 70),
            ],
            phases: [
                Phase(name: "a", duration: .seconds(2.5)),
                Phase(name: "b", duration: .seconds(4), load: .ramp(from: 0, to: 2)),
            ])
        let load = PlannedLoad(scenario: fixture.scenario, tables: fixture.tables)
        #expect((load.expectedEvents(phase: 0) - 375).magnitude < 1e-6)
        #expect((load.expectedEvents(phase: 1) - 600).magnitude < 1e-6)
        #expect((load.expectedEvents - 975).magnitude < 1e-6)
        #expect((load.expectedBytes(phase: 0) - 2.5 * (100 * 200 + 50 * 1_000)).magnitude < 1e-3)
        #expect(load.expectedEventsBySecond.count == 7)
        #expect((load.expectedEventsBySecond.reduce(0, +) - 975).magnitude < 1e-6)
        #expect((load.expectedEventsBySecond[0] - 150).magnitude < 1e-6)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func planMeetsTheExpectationOfEveryPhase(seed: UInt64) {
        let fixture = FleetPlannerTests.mixed(seed: seed)
        let load = PlannedLoad(scenario: fixture.scenario, tables: fixture.tables)
        let events = fixture.events()
        for phase in fixture.scenario.phases.indices {
            let planned = events.count { $0.phase == phase }
            let expected = load.expectedEvents(phase: phase)
            // Five standard deviations of a Poisson count; the periodic groups vary less.
            #expect((Double(planned) - expected).magnitude <= 5 * expected.squareRoot())
        }
        #expect(!events.contains { $0.phase == 1 }, "the phase at load 0 has events")
    }
}
