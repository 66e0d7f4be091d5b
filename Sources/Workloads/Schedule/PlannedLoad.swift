package import ScenarioModel

/// What a scenario's schedule amounts to, from rates and curves alone: nothing is generated.
///
/// Expectations, not counts: a periodic device sends within two events of its own, a Poisson group within the noise of
/// its process. Of events as they are made: links, outages, resends and rollouts are not looked at.
package struct PlannedLoad: Sendable {
    /// Devices that send by one schedule.
    private struct Part {
        var events: Double
        var bytes: Double
        var course: Int
    }

    /// The phases' own, without any group's pattern.
    package var schedule: PhaseSchedule { schedules[0] }
    /// Events a second of the whole fleet at load 100 % and every pattern at 1.
    package let eventsPerSecond: Double
    /// Bytes of values a second, likewise; keys are not in it.
    package let bytesPerSecond: Double
    private let schedules: [PhaseSchedule]
    private let parts: [Part]

    package init(scenario: Scenario, tables: PlanTables) {
        schedules = tables.courses.schedules
        var parts: [Part] = []
        for (index, group) in tables.roster.groups.enumerated() where group.devices > 0 && group.rate > 0 {
            let mean = tables.payloads.meanLength(of: group.slots)
            for (region, rate) in group.ratesByRegion.enumerated() where rate > 0 {
                let course = tables.courses.course(ofGroup: index, region: region)
                parts.append(Part(events: rate, bytes: rate * mean, course: course))
            }
        }
        self.parts = parts
        eventsPerSecond = parts.reduce(0) { $0 + $1.events }
        bytesPerSecond = parts.reduce(0) { $0 + $1.bytes }
    }

    package func expectedEvents(phase: Int) -> Double {
        parts.reduce(0) { $0 + $1.events * schedules[$1.course].load(ofPhase: phase) }
    }

    package func expectedBytes(phase: Int) -> Double {
        parts.reduce(0) { $0 + $1.bytes * schedules[$1.course].load(ofPhase: phase) }
    }

    package var expectedEvents: Double { parts.reduce(0) { $0 + $1.events * schedules[$1.course].totalLoad } }

    package var expectedBytes: Double { parts.reduce(0) { $0 + $1.bytes * schedules[$1.course].totalLoad } }

    /// Events due in a span of the trial's clock.
    package func expectedEvents(fromNs: UInt64, toNs: UInt64) -> Double {
        parts.reduce(0) { $0 + $1.events * load(of: $1, fromNs, toNs) }
    }

    /// Bytes of values due in a span of the trial's clock.
    package func expectedBytes(fromNs: UInt64, toNs: UInt64) -> Double {
        parts.reduce(0) { $0 + $1.bytes * load(of: $1, fromNs, toNs) }
    }

    /// Events due in each second of the trial's clock; the last may be short.
    package var expectedEventsBySecond: [Double] {
        stride(from: 0, to: schedule.endNs, by: 1_000_000_000).map {
            expectedEvents(fromNs: $0, toNs: min($0 + 1_000_000_000, schedule.endNs))
        }
    }

    private func load(of part: Part, _ fromNs: UInt64, _ toNs: UInt64) -> Double {
        schedules[part.course].cumulatedLoad(atNs: toNs) - schedules[part.course].cumulatedLoad(atNs: fromNs)
    }
}
