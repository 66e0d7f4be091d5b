import Quantities
import ScenarioModel
import Workloads

/// A fleet, its phases and its topics, with everything a test does not speak of filled in.
struct Fixture {
    var scenario: Scenario
    var tables: PlanTables

    init(
        _ fleet: [DeviceGroup], partitions: Int = 6, seed: UInt64 = 1,
        phases: [Phase] = [Phase(name: "steady", duration: .seconds(10))], links: [Link] = [],
        outages: [LinkOutage] = [], firmware: [Firmware] = [], schemaIDs: [String: UInt32] = [:]
    ) {
        var topics: [String] = []
        for group in fleet where !topics.contains(group.topic) { topics.append(group.topic) }
        scenario = Scenario(
            name: "fixture", seed: seed, topics: topics.map { Topic(name: $0, partitions: partitions) }, fleet: fleet,
            links: links, outages: outages, firmware: firmware, phases: phases)
        tables = PlanTables(
            scenario: scenario, partitions: topics.map { _ in partitions }, schemaIDs: schemaIDs)
    }

    /// All events of one producer in the order it sends them.
    func events(producer: Int = 0, of producers: Int = 1, capacity: Int = 512) -> [PlannedEvent] {
        var planner = FleetPlanner(scenario: scenario, tables: tables, producer: producer, of: producers)
        var events: [PlannedEvent] = []
        while let chunk = planner.nextChunk(capacity: capacity) {
            events.append(contentsOf: chunk.events)
        }
        return events
    }
}

extension Fixture {
    /// All events of one share, and what its devices did at the edge.
    func eventsAndCounts(
        _ share: PlanShare = .gateway(0, of: 1), capacity: Int = 512
    ) -> (events: [PlannedEvent], counts: [EdgeCount]) {
        var planner = FleetPlanner(scenario: scenario, tables: tables, share: share)
        var events: [PlannedEvent] = []
        while let chunk = planner.nextChunk(capacity: capacity) { events.append(contentsOf: chunk.events) }
        return (events, planner.edgeCounts)
    }
}

/// One element of a chunk, for tests to look at.
struct PlannedEvent: Hashable {
    var phase: Int
    var intendedNs: UInt64
    var eventNs: UInt64
    var device: UInt32
    var sequence: UInt32
    var lane: UInt32
    var key: UInt32
    var payload: UInt32
    var marks: EventMarks = []

    func isDue(before other: PlannedEvent) -> Bool {
        (intendedNs, device, sequence, marks.rawValue)
            < (other.intendedNs, other.device, other.sequence, other.marks.rawValue)
    }
}

extension PlanChunk {
    var events: [PlannedEvent] {
        (0..<count).map {
            PlannedEvent(
                phase: phase, intendedNs: intendedNs[$0], eventNs: eventNs[$0], device: device[$0],
                sequence: sequence[$0], lane: lane[$0], key: key[$0], payload: payload[$0], marks: marks[$0])
        }
    }
}

extension DeviceGroup {
    /// Ten trucks, 100 events a second.
    static func trucks(
        _ name: String = "truck", topic: String = "positions", devices: Int = 10, rate: Double = 100,
        arrival: Arrival = .periodic(jitter: 0.1), key: KeyStrategy = .device, tenants: Int = 1, regions: Int = 1,
        skew: Double = 0, payload: Payload = Payload(entropy: 0)
    ) -> DeviceGroup {
        DeviceGroup(
            name: name, topic: topic, devices: devices, rate: rate, arrival: arrival, key: key, tenants: tenants,
            regions: regions, skew: skew, payload: payload)
    }
}
