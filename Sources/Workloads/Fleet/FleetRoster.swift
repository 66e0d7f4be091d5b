package import ScenarioModel

/// All devices of the fleet by number: which group, which key, which rate.
///
/// Memory goes by groups, not by devices.
package struct FleetRoster: Sendable {
    /// One group's devices, numbered on from `first`.
    package struct Group: Sendable {
        package var name: String
        /// Index into the scenario's topics.
        package var topic: Int
        /// Global number of the group's first device.
        package var first: Int
        package var devices: Int
        /// Events a second at load 100 %.
        package var rate: Double
        package var arrival: Arrival
        /// Slots of the payload arena that its events draw from.
        package var slots: Range<Int>
        var keys: KeyRange
        var shares: ZipfShares?
        var attributes: DeviceAttributes

        /// Events a second at load 100 % of one device, by its number in the group.
        ///
        /// Skew bears on devices only where each has a key of its own; otherwise they are alike.
        func rate(ofNumber number: Int) -> Double {
            shares.map { rate * $0.share(number) } ?? rate / Double(devices)
        }

        /// Region of a device, by its number in the group.
        package func region(ofNumber number: Int) -> Int { attributes.region.value(ofNumber: number) }

        /// Tenant of a device, by its number in the group.
        package func tenant(ofNumber number: Int) -> Int { attributes.tenant.value(ofNumber: number) }

        /// Fleet segment of a device, by its number in the group.
        package func segment(ofNumber number: Int) -> Int { attributes.segment.value(ofNumber: number) }

        /// Events a second at load 100 % of each region's devices.
        var ratesByRegion: [Double] {
            guard shares != nil else {
                return (0..<attributes.region.values).map {
                    rate * (Double(attributes.region.devices(ofValue: $0)) / Double(devices))
                }
            }
            return (0..<devices).reduce(into: Array(repeating: 0, count: attributes.region.values)) { rates, number in
                rates[region(ofNumber: number)] += self.rate(ofNumber: number)
            }
        }
    }

    package let groups: [Group]
    package let deviceCount: Int

    init(scenario: Scenario, attributes: [DeviceAttributes], keyRanges: [KeyRange], slots: [Range<Int>]) {
        var first = 0
        groups = scenario.fleet.enumerated().map { index, group in
            guard let topic = scenario.topics.firstIndex(where: { $0.name == group.topic }) else {
                preconditionFailure("device group '\(group.name)' sends to topic '\(group.topic)', which is not there")
            }
            defer { first += group.devices }
            let isSkewed = group.key.parts.contains(.device) && group.skew != 0 && group.devices > 0
            return Group(
                name: group.name, topic: topic, first: first, devices: group.devices, rate: group.rate,
                arrival: group.arrival, slots: slots[index], keys: keyRanges[index],
                shares: isSkewed ? ZipfShares(count: group.devices, exponent: group.skew) : nil,
                attributes: attributes[index])
        }
        deviceCount = first
        precondition(deviceCount < Int(UInt32.max), "\(deviceCount) devices do not fit a device number of 32 bits")
    }

    /// Index of the group that a device belongs to.
    package func group(ofDevice device: UInt32) -> Int {
        var (low, high) = (0, groups.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if groups[middle].first <= Int(device) { low = middle } else { high = middle }
        }
        // Groups without devices begin where the next one does; the search ends on the last of them, the one it is in.
        return low
    }
}
