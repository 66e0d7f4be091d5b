import ScenarioModel

extension Device {
    /// One share's devices in ascending number, and what the loop must know of them.
    struct Enrolled {
        var devices: [Device] = []
        /// Device numbers, where they do not follow from the place by arithmetic.
        var numbers: [UInt32] = []
        /// Events a load-second of each course.
        var rates: [Double]
        /// Devices with a link.
        var linked = 0
        var placements: [GroupPlacement]
    }

    /// Devices of a group without a rate are there, in their place, but never due.
    static func enrol(
        _ share: PlanShare, tables: PlanTables, scenario: Scenario, layout: ProducerLayout
    ) -> Enrolled {
        let groups = tables.roster.groups
        var enrolled = Enrolled(
            rates: Array(repeating: 0, count: tables.courses.schedules.count),
            placements: Array(repeating: GroupPlacement(), count: groups.count))
        enrolled.devices.reserveCapacity(share.count(of: tables.roster, layout))
        precondition(groups.count <= Int(UInt16.max), "more than 65536 device groups")
        for (index, group) in groups.enumerated() {
            enrolled.placements[index].firstPlace = enrolled.devices.count
            enrolled.placements[index].firstState = enrolled.linked - enrolled.devices.count
            switch share {
            case .gateway(let producer, let producers):
                guard layout.ownGroup(index) == nil else { continue }
                // The first number in the group whose global number is one of ours.
                let begin = ((producer - group.first) % producers + producers) % producers
                enrolled.placements[index].firstInShare = group.first + begin
                enrolled.placements[index].step = producers
                for number in stride(from: begin, to: group.devices, by: producers) {
                    enrolled.add(number, of: group, index, tables, scenario)
                }
            case .own(let loop, let loops):
                guard let own = layout.ownGroup(index) else { continue }
                for number in 0..<group.devices where (own.firstProducer + number % own.connections) % loops == loop {
                    enrolled.add(number, of: group, index, tables, scenario)
                    enrolled.numbers.append(UInt32(group.first + number))
                }
            }
            if scenario.fleet[index].link != nil {
                enrolled.linked += enrolled.devices.count - enrolled.placements[index].firstPlace
            }
        }
        return enrolled
    }
}

extension Device.Enrolled {
    fileprivate mutating func add(
        _ number: Int, of group: FleetRoster.Group, _ index: Int, _ tables: PlanTables, _ scenario: Scenario
    ) {
        let rate = group.rate(ofNumber: number)
        let key = group.keys.key(ofNumber: number)
        let region = scenario.fleet[index].pattern == nil ? 0 : group.region(ofNumber: number)
        let course = tables.courses.course(ofGroup: index, region: region)
        devices.append(
            Device(
                number: UInt64(group.first + number), seed: scenario.seed, rate: rate, arrival: group.arrival, key: key,
                lane: key == KeyTable.noKey ? 0 : tables.lane(ofKey: key, topic: group.topic), group: UInt16(index),
                course: UInt16(course)))
        rates[course] += rate
    }
}

extension ProducerLayout {
    /// The connections of a group whose devices have their own.
    func ownGroup(_ group: Int) -> OwnGroup? { own.first { $0.group == group } }
}

extension PlanShare {
    /// About how many devices it has, and no fewer.
    fileprivate func count(of roster: FleetRoster, _ layout: ProducerLayout) -> Int {
        let (isOwn, parts) =
            switch self {
            case .gateway(_, let producers): (false, producers)
            case .own(_, let loops): (true, loops)
            }
        return roster.groups.indices.reduce(0) { sum, index in
            guard (layout.ownGroup(index) != nil) == isOwn else { return sum }
            return sum + roster.groups[index].devices / parts + 1
        }
    }
}
