import Quantities
import ScenarioModel
import Testing

@testable import Workloads

@Suite struct PatternTests {
    private func schedule(
        _ shape: LoadPattern.Shape, offset: Double = 0, days: Double = 2, load: LoadCurve = .steady(1)
    )
        -> PhaseSchedule
    {
        PhaseSchedule(
            phases: [Phase(name: "all", duration: .seconds(100 * days), load: load)],
            pattern: LoadPattern(shape: shape, day: .seconds(100)), offset: offset)
    }

    @Test func patternsIntegrateToTheirMean() {
        // A cosine between 0.2 and 1; half a day at 1, flanks of a tenth, the rest at 0.1; 0.3 on, 0.2 off at 0.1.
        #expect((schedule(.diurnal(low: 0.2, peak: 0.6)).totalLoad - 120).magnitude < 1e-6)
        let hours = schedule(.hours(from: 0.25, until: 0.75, ramp: 0.1, low: 0.1)).totalLoad
        #expect((hours - 200 * (0.5 + 0.2 * 0.55 + 0.3 * 0.1)).magnitude < 1e-6)
        #expect((schedule(.shifts(on: 0.3, off: 0.2, low: 0.1)).totalLoad - 200 * 0.64).magnitude < 1e-6)
    }

    @Test func kinksAreExactAndTheDayRepeats() {
        let schedule = schedule(.hours(from: 0.9, until: 0.2, ramp: 0, low: 0.25))
        for (second, load) in [(10.0, 1.0), (19.9, 1), (20.1, 0.25), (89.9, 0.25), (90.1, 1), (110, 1), (150, 0.25)] {
            #expect((schedule.load(atNs: UInt64(second * 1e9)) - load).magnitude < 1e-9)
        }
    }

    @Test func peakIsWhereItIsSaidAndMovesWithTheRegion() {
        #expect((schedule(.diurnal(low: 0, peak: 0.5)).load(atNs: 50_000_000_000) - 1).magnitude < 1e-3)
        #expect(schedule(.diurnal(low: 0, peak: 0.5), offset: 0.25).load(atNs: 75_000_000_000) > 0.999)
    }

    @Test func patternTimesARampIsTheIntegralOfTheProduct() {
        // The integral of (1 - cos 2 pi t) / 2 times 2 t over a day of 1 is 1/2, as 2t averages 1 and the cosine is even.
        let load = schedule(.diurnal(low: 0, peak: 0.5), days: 1, load: .ramp(from: 0, to: 2)).totalLoad
        #expect((load - 50).magnitude < 0.02)
    }

    @Test func cosineAgreesWithItsKnownValues() {
        for (turns, value) in [(0, 1), (0.125, 0.7071067811865476), (0.25, 0), (1 / 3.0, -0.5), (0.5, -1), (-1.75, 0)] {
            #expect((PortableMath.cosine(turns: turns) - value).magnitude < 1e-15)
        }
    }

    @Test func plannedEventsFollowThePatternOfTheirRegion() {
        var group = DeviceGroup.trucks(devices: 400, rate: 4_000, regions: 2)
        group.pattern = LoadPattern(shape: .shifts(on: 0.5, off: 0.5, low: 0), day: .seconds(10), spread: 1)
        let fixture = Fixture([group])
        let roster = fixture.tables.roster.groups[0]
        // Region 1's clock is half a day behind: it works when region 0 does not.
        for event in fixture.events() {
            #expect(event.intendedNs / 5_000_000_000 == UInt64(roster.region(ofNumber: Int(event.device))))
        }
        let load = PlannedLoad(scenario: fixture.scenario, tables: fixture.tables)
        #expect((load.expectedEvents - 20_000).magnitude < 1e-3)
        #expect((load.expectedEventsBySecond[3] - 2_000).magnitude < 1e-3)
    }
}
