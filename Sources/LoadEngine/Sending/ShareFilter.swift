internal import ScenarioModel
internal import Workloads

/// Keeps of planned events those that one loop carries.
///
/// For scenarios in which some devices have connections of their own: their loops and the gateways each plan the whole
/// fleet and keep their share.
struct ShareFilter {
    private let layout: ProducerLayout
    private let roster: FleetRoster
    private let share: PlanShare

    init(scenario: Scenario, roster: FleetRoster, share: PlanShare) {
        layout = ProducerLayout(scenario: scenario)
        self.roster = roster
        self.share = share
    }

    /// Takes out of a chunk what is another's; what stays, stays in order.
    func keepShare(of chunk: inout PlanChunk) {
        var kept = 0
        for index in 0..<chunk.count where holds(chunk.device[index]) {
            chunk.intendedNs[kept] = chunk.intendedNs[index]
            chunk.eventNs[kept] = chunk.eventNs[index]
            chunk.device[kept] = chunk.device[index]
            chunk.sequence[kept] = chunk.sequence[index]
            chunk.lane[kept] = chunk.lane[index]
            chunk.key[kept] = chunk.key[index]
            chunk.payload[kept] = chunk.payload[index]
            chunk.marks[kept] = chunk.marks[index]
            kept += 1
        }
        chunk.count = kept
    }

    private func holds(_ device: UInt32) -> Bool {
        let group = roster.group(ofDevice: device)
        let own = layout.producer(ofGroup: group, number: Int(device) - roster.groups[group].first)
        switch (share, own) {
        case (.gateway(let index, let count), nil): return Int(device) % count == index
        case (.own(let index, let count), let producer?): return producer % count == index
        case (.gateway, _), (.own, _): return false
        }
    }
}
