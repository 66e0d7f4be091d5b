import ScenarioModel

/// Which keys of the table a group's devices have.
enum KeyRange: Sendable {
    case none
    /// Every device its own, from this key on.
    case own(first: UInt32)
    /// Devices of one block share a key: that of block 0 is `first`.
    case shared(first: UInt32, AttributeBlocks)
    /// Devices that agree in several attributes share a key; `numbers` has it by their combination.
    case combined([AttributeBlocks], keys: [Int: UInt32])

    var isNone: Bool {
        if case .none = self { true } else { false }
    }

    /// The key of a device by its number in the group.
    func key(ofNumber number: Int) -> UInt32 {
        switch self {
        case .none: KeyTable.noKey
        case .own(let first): first + UInt32(number)
        case .shared(let first, let blocks): first + UInt32(blocks.value(ofNumber: number))
        case .combined(let blocks, let keys):
            keys[KeyRange.combination(blocks, number)] ?? KeyTable.noKey
        }
    }

    /// The values of several attributes as one number.
    static func combination(_ blocks: [AttributeBlocks], _ number: Int) -> Int {
        blocks.reduce(0) { $0 &* $1.values &+ $1.value(ofNumber: number) }
    }
}
