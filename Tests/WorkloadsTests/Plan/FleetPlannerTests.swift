import Quantities
import ScenarioModel
import Testing
import Workloads

@Suite struct FleetPlannerTests {
    /// Every arrival, every key, two topics, load that rises, falls and is away for a while.
    static func mixed(seed: UInt64) -> Fixture {
        Fixture(
            [
                .trucks(devices: 37, rate: 400),
                .trucks("crane", topic: "status", devices: 5, rate: 900, arrival: .poisson, key: .tenant, tenants: 3),
                .trucks("van", devices: 11, rate: 30, arrival: .periodic(jitter: 1), key: .region, regions: 4, skew: 1),
                .trucks("buoy", topic: "status", devices: 200, rate: 50, arrival: .periodic(jitter: 0), skew: 1.2),
                .trucks("gate", devices: 3, rate: 300, arrival: .poisson, key: .none),
            ], seed: seed,
            phases: [
                Phase(name: "warm-up", kind: .warmUp, duration: .seconds(1.5), load: .ramp(from: 0, to: 1)),
                Phase(name: "silence", duration: .seconds(2), load: .steady(0)),
                Phase(
                    name: "burst", duration: .seconds(4),
                    load: .burst(
                        .init(
                            base: 0.5, peak: 3, after: .seconds(1), rise: .seconds(0.5), hold: .seconds(1), fall: .zero)
                    )),
                Phase(name: "end", duration: .seconds(1), load: .ramp(from: 1, to: 0)),
            ])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func eventsAscendByInstantThenDevice(seed: UInt64) {
        let events = FleetPlannerTests.mixed(seed: seed).events(capacity: 100)
        #expect(events.count > 5_000)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.isDue(before: $1) })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func sequencesOfADeviceCountFromZeroWithoutGap(seed: UInt64) {
        var expected: [UInt32: UInt32] = [:]
        for event in FleetPlannerTests.mixed(seed: seed).events() {
            #expect(event.sequence == expected[event.device, default: 0])
            expected[event.device, default: 0] += 1
        }
    }

    @Test(arguments: [2, 3, 7, 300])
    func streamDoesNotDependOnTheNumberOfProducers(producers: Int) {
        let fixture = FleetPlannerTests.mixed(seed: 5)
        let alone = fixture.events().map { fixture.withoutKeylessLane($0) }
        let shared = (0..<producers).flatMap { producer in
            let part = fixture.events(producer: producer, of: producers)
            #expect(part.allSatisfy { Int($0.device) % producers == producer })
            return part
        }
        #expect(shared.map { fixture.withoutKeylessLane($0) }.sorted { $0.isDue(before: $1) } == alone)
    }
}

extension Fixture {
    /// Where an event without a key goes is the producer's own affair.
    func withoutKeylessLane(_ event: PlannedEvent) -> PlannedEvent {
        var event = event
        if event.key == KeyTable.noKey { event.lane = 0 }
        return event
    }
}
