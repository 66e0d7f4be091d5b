import ScenarioModel

/// The values that the fleet's events carry, rendered once before the trial; an event names a slot.
///
/// Each group has slots of its own and each of its events draws one evenly, so the slots' sizes are the group's size
/// distribution. Every value begins with the room for the stamp (`StampRoom`).
package struct PayloadArena: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Where each slot begins in `bytes`.
    package private(set) var offset: [Int] = []
    package private(set) var length: [Int] = []
    /// Whether the stamp's room is the text form.
    package private(set) var isText: [Bool] = []
    /// Slots by group; of a replay, by size class.
    private var groups: [Range<Int>] = []

    init(fleet: [DeviceGroup], seed: UInt64) {
        for (index, group) in fleet.enumerated() {
            let first = offset.count
            let count = PayloadArena.slotCount(for: group.payload.size)
            let sizes = CounterRandom(seed: seed, owner: UInt64(index), use: .payloadSize)
            for slot in 0..<count {
                // One draw in each of `count` equal strata: a thousand plain draws would miss the mean by percents.
                let share = (Double(slot) + sizes.unit(UInt64(slot))) / Double(count)
                let owner = UInt64(index) << 32 | UInt64(slot)
                append(
                    group.payload, length: group.payload.size.quantile(min(max(share, 1e-9), 1 - 1e-9)),
                    random: CounterRandom(seed: seed, owner: owner, use: .payloadBytes))
            }
            groups.append(first..<offset.count)
        }
    }

    /// The values of a replay: for each size class so many slots, all of one length; `slots(of:)` takes the class.
    init(classes: [ReplaySizes.Class], seed: UInt64) {
        for (index, each) in classes.enumerated() {
            let first = offset.count
            for slot in 0..<each.slots {
                let owner = UInt64(index) << 32 | UInt64(slot)
                append(
                    Payload(shape: .random, size: .fixed(each.length), entropy: ReplaySizes.entropy),
                    length: each.length, random: CounterRandom(seed: seed, owner: owner, use: .payloadBytes))
            }
            groups.append(first..<offset.count)
        }
    }

    package var count: Int { offset.count }

    /// The slots of a group, by its index in the scenario's fleet.
    package func slots(of group: Int) -> Range<Int> { groups[group] }

    /// Mean bytes of a value over some slots.
    package func meanLength(of slots: Range<Int>) -> Double {
        Double(slots.reduce(0) { $0 + length[$1] }) / Double(slots.count)
    }

    /// 1024 slots of common sizes, fewer of large ones: a group's values stay near 8 MiB, but never fewer than 16.
    private static func slotCount(for size: Payload.Size) -> Int {
        min(1024, max(16, 8 * 1_048_576 / max(1, size.typical)))
    }

    private mutating func append(_ payload: Payload, length wanted: Int, random: CounterRandom) {
        let size = max(wanted, StampRoom.shortestValue(payload.shape))
        offset.append(bytes.count)
        length.append(size)
        isText.append(payload.shape == .telemetry)
        switch payload.shape {
        case .telemetry:
            TelemetryValue(random: random, entropy: payload.entropy).append(length: size, to: &bytes)
        case .random:
            bytes.append(contentsOf: repeatElement(0, count: StampRoom.binaryLength))
            var filler = Filler(random: random, entropy: payload.entropy)
            filler.appendBinary(size - StampRoom.binaryLength, to: &bytes)
        }
    }
}
