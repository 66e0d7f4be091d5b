package import ScenarioModel

/// What chunks refer to, the same for all producers of a trial.
package struct PlanTables: Sendable {
    /// One partition of one topic.
    package struct Lane: Hashable, Sendable {
        /// Index into the scenario's topics.
        package var topic: Int
        package var partition: Int32
    }

    /// Every partition of every topic, in their order.
    package let lanes: [Lane]
    package let keys: KeyTable
    package let payloads: PayloadArena
    /// The devices by number.
    package let roster: FleetRoster
    /// The schedules that the groups' devices go by.
    package private(set) var courses: FleetCourses
    /// The scenario's planned outages on the trial's clock, in its order.
    package private(set) var outages: [PlannedOutage] = []
    /// Partitions and first lane of each topic.
    let partitions: [Int]
    let firstLane: [Int]

    /// - Parameters:
    ///   - partitions: per topic of the scenario, as they are on the cluster.
    ///   - schemaIDs: what a Schema Registry calls the schema of a firmware version; its events are framed with it.
    package init(scenario: Scenario, partitions: [Int], schemaIDs: [String: UInt32] = [:]) {
        precondition(
            partitions.count == scenario.topics.count && partitions.allSatisfy { $0 > 0 },
            "partitions \(partitions) do not fit the scenario's \(scenario.topics.count) topics")
        let payloads = PayloadArena(scenario: scenario, schemaIDs: schemaIDs)
        let attributes = scenario.fleet.map { DeviceAttributes($0) }
        let (keys, ranges) = KeyTable.make(fleet: scenario.fleet, attributes: attributes)
        self.payloads = payloads
        self.keys = keys
        roster = FleetRoster(
            scenario: scenario, attributes: attributes, keyRanges: ranges,
            slots: scenario.fleet.indices.map { payloads.slots(of: $0) })
        courses = FleetCourses(scenario: scenario)
        outages = PlannedOutage.all(scenario: scenario, roster: roster, spans: courses.schedules[0].spans)
        self.partitions = partitions
        firstLane = partitions.indices.map { partitions[..<$0].reduce(0, +) }
        lanes = partitions.enumerated().flatMap { topic, count in
            (0..<count).map { Lane(topic: topic, partition: Int32($0)) }
        }
    }

    /// The lane that every event with a key takes in a topic.
    func lane(ofKey key: UInt32, topic: Int) -> UInt32 {
        let partition = Murmur2.partition(keys.bytes[keys.range(key)], of: partitions[topic])
        return UInt32(firstLane[topic] + Int(partition))
    }
}
