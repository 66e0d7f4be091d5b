package import ScenarioModel
internal import Traces

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
    /// Partitions and first lane of each topic.
    let partitions: [Int]
    let firstLane: [Int]

    /// - Parameter partitions: per topic of the scenario, as they are on the cluster.
    package init(scenario: Scenario, partitions: [Int]) {
        precondition(
            partitions.count == scenario.topics.count && partitions.allSatisfy { $0 > 0 },
            "partitions \(partitions) do not fit the scenario's \(scenario.topics.count) topics")
        let payloads = PayloadArena(fleet: scenario.fleet, seed: scenario.seed)
        let (keys, ranges) = KeyTable.make(fleet: scenario.fleet)
        self.payloads = payloads
        self.keys = keys
        roster = FleetRoster(
            scenario: scenario, keyRanges: ranges, slots: scenario.fleet.indices.map { payloads.slots(of: $0) })
        self.partitions = partitions
        firstLane = partitions.indices.map { partitions[..<$0].reduce(0, +) }
        lanes = partitions.enumerated().flatMap { topic, count in
            (0..<count).map { Lane(topic: topic, partition: Int32($0)) }
        }
    }

    /// The tables of a replay: its own keys and value sizes, and no devices of a fleet.
    ///
    /// - Parameter partitions: per topic of the scenario, as they are on the cluster; the trace's own numbers.
    package init(scenario: Scenario, replay: TraceReplay, partitions: [Int]) {
        precondition(
            partitions == replay.shape.topics.map(\.partitions.count),
            "partitions \(partitions) do not fit the trace's \(replay.shape.topics.map(\.partitions.count))")
        payloads = PayloadArena(classes: ReplaySizes.classes(of: replay.shape), seed: scenario.seed)
        keys = KeyTable(lengths: replay.shape.keyLengths, copies: replay.copies)
        roster = FleetRoster(scenario: scenario, keyRanges: [], slots: [])
        self.partitions = partitions
        firstLane = partitions.indices.map { partitions[..<$0].reduce(0, +) }
        lanes = partitions.enumerated().flatMap { topic, count in
            (0..<count).map { Lane(topic: topic, partition: Int32($0)) }
        }
    }

    /// The tables of a scenario whose events come from `source`.
    package init(scenario: Scenario, source: LoadSource, partitions: [Int]) {
        switch source {
        case .fleet: self.init(scenario: scenario, partitions: partitions)
        case .trace(let replay): self.init(scenario: scenario, replay: replay, partitions: partitions)
        }
    }

    /// The lane that every event with a key takes in a topic.
    func lane(ofKey key: UInt32, topic: Int) -> UInt32 {
        let partition = Murmur2.partition(keys.bytes[keys.range(key)], of: partitions[topic])
        return UInt32(firstLane[topic] + Int(partition))
    }
}
