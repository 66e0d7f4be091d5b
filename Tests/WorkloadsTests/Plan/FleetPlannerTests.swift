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

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func eventsAscendByInstantThenDevice(seed: UInt64) {
        let events = FleetPlannerTests.mixed(seed: seed).events(capacity: 100)
        #expect(events.count > 5_000)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.isDue(before: $1) })
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
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

    @Test(arguments: [1, 2, 7, 64, 5_000])
    func chunksNeverSpanTwoPhasesNorExceedTheirCapacity(capacity: Int) {
        let fixture = FleetPlannerTests.mixed(seed: 8)
        let spans = PhaseSchedule(phases: fixture.scenario.phases).spans
        var planner = FleetPlanner(scenario: fixture.scenario, tables: fixture.tables, producer: 0, of: 1)
        var last = 0
        while let chunk = planner.nextChunk(capacity: capacity) {
            #expect((1...capacity).contains(chunk.count))
            #expect(chunk.phase >= last)
            let span = spans[chunk.phase]
            #expect(chunk.events.allSatisfy { span.startNs <= $0.intendedNs && $0.intendedNs < span.endNs })
            last = chunk.phase
        }
        #expect(last == 3)
    }

    @Test func streamDoesNotDependOnTheChunks() {
        let fixture = FleetPlannerTests.mixed(seed: 9)
        #expect(fixture.events(capacity: 1) == fixture.events(capacity: 10_000))
    }

    @Test func reusedChunkHoldsWhatAFreshOneDoes() {
        let fixture = FleetPlannerTests.mixed(seed: 10)
        var fresh = FleetPlanner(scenario: fixture.scenario, tables: fixture.tables, producer: 1, of: 2)
        var reusing = FleetPlanner(scenario: fixture.scenario, tables: fixture.tables, producer: 1, of: 2)
        var chunk = PlanChunk()
        while reusing.nextChunk(into: &chunk, capacity: 99) {
            let expected = fresh.nextChunk(capacity: 99)
            #expect(chunk.phase == expected?.phase)
            #expect(chunk.events == expected?.events)
        }
        #expect(chunk.count == 0)
        let afterTheEnd = fresh.nextChunk(capacity: 99)
        #expect(afterTheEnd == nil)
        let isThereMore = reusing.nextChunk(into: &chunk, capacity: 99)
        #expect(!isThereMore)
    }

    /// The plan by plain means: every device alone, all events sorted.
    ///
    /// The calendar must lose, repeat and move nothing.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func calendarYieldsWhatSortingAllDevicesAloneWould(seed: UInt64) {
        let fixture = FleetPlannerTests.mixed(seed: seed)
        let devices = fixture.tables.roster.deviceCount
        let alone = (0..<devices).flatMap { fixture.events(producer: $0, of: devices) }
        let sorted = alone.sorted { $0.isDue(before: $1) }.map { fixture.withoutKeylessLane($0) }
        #expect(fixture.events().map { fixture.withoutKeylessLane($0) } == sorted)
    }

    @Test(arguments: 1...4, 1...6)
    func smallFleetsSendTheirCountWhateverTheDivision(devices: Int, producers: Int) {
        // A whole number of periods without jitter: every device sends exactly three.
        let fixture = Fixture([.trucks(devices: devices, rate: Double(devices) * 0.3, arrival: .periodic(jitter: 0))])
        let counts = (0..<producers).map { fixture.events(producer: $0, of: producers).count }
        #expect(counts.reduce(0, +) == 3 * devices)
        #expect(counts == (0..<producers).map { 3 * ((devices - $0 + producers - 1) / producers) })
    }

    @Test func fasterThanANanosecondStaysInOrder() {
        // 2 events a nanosecond over a microsecond: many ties.
        let fixture = Fixture(
            [.trucks(devices: 40, rate: 2e9, arrival: .poisson)],
            phases: [Phase(name: "instant", duration: Nanoseconds(1_000))])
        let events = fixture.events()
        #expect((1_700...2_300).contains(events.count))
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.isDue(before: $1) })
        let halves = (0..<2).flatMap { fixture.events(producer: $0, of: 2) }.sorted { $0.isDue(before: $1) }
        #expect(halves == events)
    }

    @Test func nothingToSendEndsAtOnce() {
        let silence = [Phase(name: "silence", duration: .seconds(1_000_000), load: .steady(0))]
        #expect(Fixture([.trucks()], phases: silence).events().isEmpty)
        #expect(Fixture([.trucks(rate: 0)]).events().isEmpty)
        #expect(Fixture([.trucks(devices: 0)]).events().isEmpty)
    }

    @Test func eventTimeIsTheIntendedTimeWhileDevicesAreOnline() {
        #expect(FleetPlannerTests.mixed(seed: 1).events().allSatisfy { $0.eventNs == $0.intendedNs })
    }

    @Test func payloadsAreDrawnEvenlyFromTheGroupsOwnSlots() {
        let fixture = Fixture([
            .trucks(rate: 5_120, payload: Payload(size: .fixed(65_536))), .trucks("crane", rate: 10),
        ])
        let slots = fixture.tables.payloads.slots(of: 0)
        var counts = [Int](repeating: 0, count: slots.count)
        for event in fixture.events() where event.device < 10 { counts[Int(event.payload)] += 1 }
        #expect(slots == 0..<128)
        // 400 events a slot; 99.99th percentile of chi-square with 127 degrees of freedom.
        #expect(counts.reduce(0) { $0 + Double(($1 - 400) * ($1 - 400)) / 400 } < 194)
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
