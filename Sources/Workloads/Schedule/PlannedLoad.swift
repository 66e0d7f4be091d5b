package import ScenarioModel

/// What a scenario's schedule amounts to, from rates and curves alone: nothing is generated.
///
/// Expectations, not counts: a periodic device sends within two events of its own, a Poisson group within the noise of
/// its process.
package struct PlannedLoad: Sendable {
    package let schedule: PhaseSchedule
    /// Events a second of the whole fleet at load 100 %.
    package let eventsPerSecond: Double
    /// Bytes of values a second of the whole fleet at load 100 %; keys are not in it.
    package let bytesPerSecond: Double

    package init(scenario: Scenario, tables: PlanTables) {
        schedule = PhaseSchedule(phases: scenario.phases)
        let sending = tables.roster.groups.filter { $0.devices > 0 && $0.rate > 0 }
        eventsPerSecond = sending.reduce(0) { $0 + $1.rate }
        bytesPerSecond = sending.reduce(0) { $0 + $1.rate * tables.payloads.meanLength(of: $1.slots) }
    }

    package func expectedEvents(phase: Int) -> Double { eventsPerSecond * schedule.load(ofPhase: phase) }

    package func expectedBytes(phase: Int) -> Double { bytesPerSecond * schedule.load(ofPhase: phase) }

    package var expectedEvents: Double { eventsPerSecond * schedule.totalLoad }

    package var expectedBytes: Double { bytesPerSecond * schedule.totalLoad }

    /// Events due in a span of the trial's clock.
    package func expectedEvents(fromNs: UInt64, toNs: UInt64) -> Double {
        eventsPerSecond * (schedule.cumulatedLoad(atNs: toNs) - schedule.cumulatedLoad(atNs: fromNs))
    }

    /// Bytes of values due in a span of the trial's clock.
    package func expectedBytes(fromNs: UInt64, toNs: UInt64) -> Double {
        bytesPerSecond * (schedule.cumulatedLoad(atNs: toNs) - schedule.cumulatedLoad(atNs: fromNs))
    }

    /// Events due in each second of the trial's clock; the last may be short.
    package var expectedEventsBySecond: [Double] {
        stride(from: 0, to: schedule.endNs, by: 1_000_000_000).map {
            expectedEvents(fromNs: $0, toNs: min($0 + 1_000_000_000, schedule.endNs))
        }
    }
}
