import ScenarioModel

/// The values that the fleet's events carry, rendered once before the trial; an event names a slot.
///
/// Each group has slots of its own, for each firmware version of its devices and for malformed events apart, and each
/// of its events draws one evenly, so the slots' sizes are the group's size distribution. Every value begins with the
/// frame, if it has one, and the room for the stamp (`StampRoom`).
package struct PayloadArena: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Where each slot begins in `bytes`.
    package private(set) var offset: [Int] = []
    package private(set) var length: [Int] = []
    /// Whether the stamp's room is the text form.
    package private(set) var isText: [Bool] = []
    /// Bytes before the stamp's room and what belongs to it: 5 where the value is framed for a Schema Registry, else 0.
    package private(set) var frameLength: [Int] = []
    /// Index into the scenario's firmware; nil for a group without.
    package private(set) var slotFirmware: [Int?] = []
    private var groups: [[SlotSet]] = []

    /// The slots of one version of a group.
    struct SlotSet: Sendable {
        /// Empty for a group without firmware.
        var version: String
        var intact: Range<Int>
        /// Empty where nothing is malformed.
        var malformed: Range<Int>
    }

    /// Broken values are told apart by where they break: so many places do.
    private static let malformedSlots = 64

    init(scenario: Scenario, schemaIDs: [String: UInt32]) {
        for (index, group) in scenario.fleet.enumerated() {
            let sets = versions(of: group).enumerated().map { place, version in
                addSlots(of: group, index, version: version, place: place, scenario, schemaIDs)
            }
            groups.append(sets)
        }
    }

    package var count: Int { offset.count }

    /// The slots of a group, by its index in the scenario's fleet: of intact events of the version it begins with.
    package func slots(of group: Int) -> Range<Int> { groups[group][0].intact }

    /// Mean bytes of a value over some slots.
    package func meanLength(of slots: Range<Int>) -> Double {
        Double(slots.reduce(0) { $0 + length[$1] }) / Double(slots.count)
    }

    /// The versions that a group's devices have in the course of the trial, each once, the first one first.
    func versions(of group: DeviceGroup) -> [String] {
        group.rollouts.reduce(into: [group.firmware ?? ""]) { versions, rollout in
            if !versions.contains(rollout.to) { versions.append(rollout.to) }
        }
    }

    func slotSet(group: Int, version: String) -> SlotSet {
        guard let set = groups[group].first(where: { $0.version == version }) else {
            preconditionFailure("group \(group) has no firmware '\(version)'")
        }
        return set
    }

    private mutating func addSlots(
        of group: DeviceGroup, _ index: Int, version: String, place: Int, _ scenario: Scenario,
        _ schemaIDs: [String: UInt32]
    ) -> SlotSet {
        let number = version.isEmpty ? nil : scenario.firmware.firstIndex { $0.version == version }
        precondition(
            version.isEmpty || number != nil, "group '\(group.name)' has firmware '\(version)', which is not there")
        let firmware = number.map { scenario.firmware[$0] }
        let frame = number.flatMap { SchemaFrame(scenario.firmware[$0], index: $0, ids: schemaIDs) }
        let payload = firmware?.payload ?? group.payload
        let sizes = CounterRandom(
            seed: scenario.seed, owner: UInt64(place) << 32 | UInt64(index), use: .payloadSize)
        func render(count: Int, malformed: Bool) -> Range<Int> {
            let first = offset.count
            for slot in 0..<count {
                // One draw in each of `count` equal strata: a thousand plain draws would miss the mean by percents.
                let share = (Double(slot) + sizes.unit(UInt64(slot))) / Double(count)
                let wanted = payload.size.quantile(min(max(share, 1e-9), 1 - 1e-9))
                let owner = UInt64(index) << 32 | UInt64(place) << 20 | (malformed ? 1 << 19 : 0) | UInt64(slot)
                let random = CounterRandom(seed: scenario.seed, owner: owner, use: .payloadBytes)
                let begin = bytes.count
                if let frame { bytes.append(contentsOf: frame.bytes) }
                let value = bytes.count
                let isText = append(payload, firmware, length: wanted - (value - begin), random)
                if malformed { MalformedValue(random: random).spoil(&bytes, from: value, isText: isText, kind: slot) }
                offset.append(begin)
                length.append(bytes.count - begin)
                self.isText.append(isText)
                frameLength.append(value - begin)
                slotFirmware.append(number)
            }
            return first..<offset.count
        }
        let count = PayloadArena.slotCount(for: payload.size)
        let intact = render(count: count, malformed: false)
        let canBreak = firmware != nil || payload.shape == .telemetry
        precondition(
            group.mess.malformed == 0 || canBreak, "group '\(group.name)' has random payloads: none can be malformed")
        let malformed = render(
            count: group.mess.malformed > 0 ? min(count, PayloadArena.malformedSlots) : 0, malformed: true)
        return SlotSet(version: version, intact: intact, malformed: malformed)
    }

    /// 1024 slots of common sizes, fewer of large ones: a group's values stay near 8 MiB, but never fewer than 16.
    private static func slotCount(for size: Payload.Size) -> Int {
        min(1024, max(16, 8 * 1_048_576 / max(1, size.typical)))
    }

    /// Appends one intact value and says whether its stamp's room is text.
    private mutating func append(
        _ payload: Payload, _ firmware: Firmware?, length wanted: Int, _ random: CounterRandom
    ) -> Bool {
        if let firmware {
            FirmwareValue(firmware: firmware, random: random).append(length: wanted, to: &bytes)
            return firmware.format == .json
        }
        let size = max(wanted, StampRoom.shortestValue(payload.shape))
        switch payload.shape {
        case .telemetry:
            TelemetryValue(random: random, entropy: payload.entropy).append(length: size, to: &bytes)
        case .random:
            bytes.append(contentsOf: repeatElement(0, count: StampRoom.binaryLength))
            var filler = Filler(random: random, entropy: payload.entropy)
            filler.appendBinary(size - StampRoom.binaryLength, to: &bytes)
        }
        return payload.shape == .telemetry
    }
}
