import ScenarioModel

/// A group as the loop needs it: small and flat.
struct GroupPlan: Sendable {
    let topic: Int
    let firstLane: UInt32
    let slots: Range<UInt32>
    let arrival: Arrival

    /// - Parameter firstLane: the first lane of the group's topic.
    init(_ group: FleetRoster.Group, firstLane: UInt32) {
        if case .periodic(let jitter) = group.arrival {
            // A device looks one event ahead to keep its order, which is enough up to a whole period.
            precondition((0...1).contains(jitter), "group '\(group.name)' has a jitter of \(jitter): it must be 0 to 1")
        }
        topic = group.topic
        self.firstLane = firstLane
        slots = UInt32(group.slots.lowerBound)..<UInt32(group.slots.upperBound)
        arrival = group.arrival
    }
}
