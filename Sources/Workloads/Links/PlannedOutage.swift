import ScenarioModel

/// A planned outage on the trial's clock, as it will be.
package struct PlannedOutage: Hashable, Sendable {
    package var name: String
    /// When the first devices may lose the link, when the first may have it back, and when the last have it.
    package var startNs: UInt64
    package var firstEndNs: UInt64
    package var endNs: UInt64
    /// How many devices it strikes, on their own link or their fall-back.
    package var devices: Int

    init(_ outage: LinkOutage, spans: [PhaseSchedule.Span], scenario: Scenario, roster: FleetRoster) {
        let timing = OutageTiming(outage, index: 0, spans: spans, scenario: scenario)
        name = outage.name
        startNs = timing.startNs
        firstEndNs = timing.startNs + timing.durationNs
        endNs = timing.startNs + UInt64(timing.spreadNs) + timing.durationNs
        devices = 0
    }

    /// All outages of a scenario, with their devices counted.
    static func all(scenario: Scenario, roster: FleetRoster, spans: [PhaseSchedule.Span]) -> [PlannedOutage] {
        var outages = scenario.outages.map {
            PlannedOutage($0, spans: spans, scenario: scenario, roster: roster)
        }
        for (index, group) in scenario.fleet.enumerated() {
            guard let name = group.link, let link = scenario.links.first(where: { $0.name == name }) else { continue }
            let ways = [name] + (link.fallback.map { [$0.link] } ?? [])
            for (place, outage) in scenario.outages.enumerated() {
                guard ways.contains(where: { outage.strikes(group: group.name, link: $0) }) else { continue }
                let timing = OutageTiming(outage, index: place, spans: spans, scenario: scenario)
                let planned = roster.groups[index]
                outages[place].devices += (0..<group.devices).count { number in
                    let random = CounterRandom(
                        seed: scenario.seed, owner: UInt64(planned.first + number), use: .arrival)
                    return timing.span(region: planned.region(ofNumber: number), random: random) != nil
                }
            }
        }
        return outages
    }
}

extension LinkOutage {
    /// Whether it strikes devices of a group on a link at all.
    func strikes(group: String, link: String) -> Bool {
        (groups.isEmpty || groups.contains(group)) && (links.isEmpty || links.contains(link))
    }
}

/// A time without connection; the end is not part of it.
struct DarkSpan: Hashable, Sendable {
    var startNs: UInt64
    var endNs: UInt64
}

/// One planned outage, from which each device has its own span or none.
struct OutageTiming: Sendable {
    /// Index into the scenario's outages: the device's draws go by it.
    let index: UInt64
    let startNs: UInt64
    let durationNs: UInt64
    let spreadNs: Double
    let share: Double
    /// Empty: all.
    let regions: [Int]

    init(_ outage: LinkOutage, index: Int, spans: [PhaseSchedule.Span], scenario: Scenario) {
        guard let phase = scenario.phases.firstIndex(where: { $0.name == outage.phase }) else {
            preconditionFailure("outage '\(outage.name)' begins in phase '\(outage.phase)', which is not there")
        }
        self.index = UInt64(index)
        startNs = spans[phase].startNs + outage.after.unsigned
        durationNs = outage.duration.unsigned
        spreadNs = Double(outage.spread.unsigned)
        share = outage.share
        regions = outage.regions
    }

    /// The span of a device; nil where it is not struck.
    func span(region: Int, random: CounterRandom) -> DarkSpan? {
        guard durationNs > 0, regions.isEmpty || regions.contains(region) else { return nil }
        if share < 1, random.sibling(.outageShare).unit(index) >= share { return nil }
        let later = spreadNs > 0 ? UInt64(random.sibling(.outageStart).unit(index) * spreadNs) : 0
        return DarkSpan(startNs: startNs + later, endNs: startNs + later + durationNs)
    }
}
