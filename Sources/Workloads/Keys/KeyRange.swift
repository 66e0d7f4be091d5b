import ScenarioModel

/// Which keys of the table a group's devices have.
enum KeyRange: Sendable {
    case none
    /// Every device its own, from this key on.
    case own(first: UInt32)
    /// Blocks of devices share a key, from this key on; `ends[i]` is the number of the first device after block i.
    case shared(first: UInt32, ends: [Int])

    /// The key of a device by its number in the group.
    func key(ofNumber number: Int) -> UInt32 {
        switch self {
        case .none: return KeyTable.noKey
        case .own(let first): return first + UInt32(number)
        case .shared(let first, let ends):
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if ends[middle] <= number { low = middle + 1 } else { high = middle }
            }
            return first + UInt32(low)
        }
    }

    /// Spreads a group's equal devices over `values` keys, so that each key's share of the events follows Zipf's law as
    /// closely as whole devices can.
    ///
    /// Blocks of neighbours, so that devices dealt out in turn over the producers carry every key alike.
    static func blocks(first: UInt32, values: Int, devices: Int, skew: Double) -> KeyRange {
        precondition(values > 0, "a group's keys are spread over \(values) values: at least one is needed")
        var end = 0
        let ends = ZipfShares(count: values, exponent: skew).apportion(devices).map { part in
            end += part
            return end
        }
        return .shared(first: first, ends: ends)
    }
}
