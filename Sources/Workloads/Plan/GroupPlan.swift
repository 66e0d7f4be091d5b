import ScenarioModel

/// Where a group's devices are in one share.
struct GroupPlacement: Sendable {
    /// Global number of the first in the share, its place, and how far the numbers of neighbours are apart (0: they are
    /// in a table).
    var firstInShare = 0
    var firstPlace = 0
    var step = 0
    /// Place of a device plus this is the place of its link's state.
    var firstState = 0
    /// First of the sticky partitions of its devices' connections.
    var firstSticky = 0
    var connections = 0
}

/// A group as the loop needs it.
///
/// A class, so that the loop neither copies nor counts references to what is in it.
final class GroupPlan: Sendable {
    let topic: Int
    let firstLane: UInt32
    /// Slots of the version that its devices begin with.
    let slots: Range<UInt32>
    let arrival: Arrival
    let firmware: GroupFirmware?
    let mess: Mess
    let hasMess: Bool
    let resendAfterNs: UInt64
    let lateByNs: Double
    let clockSkewNs: Double
    /// Index into the planner's link classes; nil: straight to the producer.
    let link: Int?
    let attributes: DeviceAttributes
    /// Global number of the group's first device.
    let firstNumber: Int
    let placement: GroupPlacement
    /// Nothing but arrivals and payloads: no link, no mess, one version.
    let isPlain: Bool

    /// - Parameter firstLane: the first lane of the group's topic.
    init(
        _ group: DeviceGroup, _ planned: FleetRoster.Group, firstLane: UInt32, link: Int?, firmware: GroupFirmware?,
        placement: GroupPlacement
    ) {
        if case .periodic(let jitter) = planned.arrival {
            // A device looks one event ahead to keep its order, which is enough up to a whole period.
            precondition(
                (0...1).contains(jitter), "group '\(planned.name)' has a jitter of \(jitter): it must be 0 to 1")
        }
        topic = planned.topic
        self.firstLane = firstLane
        slots = UInt32(planned.slots.lowerBound)..<UInt32(planned.slots.upperBound)
        arrival = planned.arrival
        self.firmware = firmware
        mess = group.mess
        hasMess = mess.resends > 0 || mess.late > 0
        resendAfterNs = max(1, mess.resendAfter.unsigned)
        lateByNs = Double(mess.lateBy.unsigned)
        clockSkewNs = Double(mess.clockSkew.unsigned)
        self.link = link
        attributes = planned.attributes
        firstNumber = planned.first
        self.placement = placement
        isPlain = link == nil && firmware == nil && !hasMess && clockSkewNs == 0
    }

    /// What the device's clock says at an instant.
    @inline(__always)
    func deviceClock(_ ns: UInt64, random: CounterRandom) -> UInt64 {
        guard clockSkewNs > 0 else { return ns }
        let skew = Int64(clockSkewNs * (2 * random.sibling(.clockSkew).unit(0) - 1))
        return UInt64(max(0, Int64(ns) + skew))
    }

    /// Slot and marks of an event by its content: version of the device when it was made, malformed or not.
    @inline(__always)
    func content(
        of device: Device, sequence: UInt32, madeNs: UInt64, region: (GroupPlan) -> Int
    ) -> (slot: UInt32, marks: EventMarks) {
        guard let firmware else { return (device.payloadSlot(slots, sequence: sequence), []) }
        let version = firmware.version(atNs: madeNs, random: device.random) { region(self) }
        let set = firmware.slots[version]
        guard mess.malformed > 0, let malformed = set.malformed,
            device.random.sibling(.malformed).unit(UInt64(sequence)) < mess.malformed
        else { return (device.payloadSlot(set.intact, sequence: sequence), []) }
        return (device.payloadSlot(malformed, sequence: sequence), .malformed)
    }
}
