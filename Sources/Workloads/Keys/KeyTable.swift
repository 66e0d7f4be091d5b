import ScenarioModel

/// The bytes of every key, each distinct key once: `truck-17`, `tenant-0007/region-03`.
///
/// Numbers count from 0. A tenant, a region, a combination of them is the same key in every group.
package struct KeyTable: Sendable {
    /// What stands in a chunk for an event without a key.
    package static let noKey = UInt32.max

    package private(set) var bytes: [UInt8] = []
    /// Where each key begins in `bytes`.
    package private(set) var offset: [Int] = []
    package private(set) var length: [Int] = []

    package var count: Int { offset.count }

    /// The key as text; nil for no key.
    package func name(_ key: UInt32) -> String? {
        key == KeyTable.noKey ? nil : String(decoding: bytes[range(key)], as: UTF8.self)
    }

    /// Where a key's bytes lie in `bytes`.
    package func range(_ key: UInt32) -> Range<Int> {
        offset[Int(key)]..<(offset[Int(key)] + length[Int(key)])
    }

    /// The table of a fleet and, for each group, which of its keys the devices have.
    static func make(fleet: [DeviceGroup], attributes: [DeviceAttributes]) -> (table: KeyTable, ranges: [KeyRange]) {
        var table = KeyTable()
        table.reserve(fleet)
        var shared: [KeyStrategy.Part: UInt32] = [:]
        for part in [KeyStrategy.Part.tenant, .region, .segment] {
            let groups = zip(fleet, attributes).filter { $0.0.key.parts == [part] }
            let count = groups.compactMap { $0.1.blocks(part)?.values }.max() ?? 0
            shared[part] = table.append(prefix: part.rawValue, digits: part.digits, count: count)
        }
        var combined: [String: UInt32] = [:]
        let ranges: [KeyRange] = zip(fleet, attributes).map { group, attributes in
            let parts = group.key.parts
            switch parts.count {
            case 0: return .none
            case 1:
                guard let blocks = attributes.blocks(parts[0]), let first = shared[parts[0]] else {
                    return .own(first: table.append(prefix: group.name, digits: 1, count: group.devices))
                }
                return .shared(first: first, blocks)
            default:
                return parts.contains(.device)
                    ? table.appendOwn(group, attributes) : table.appendCombined(group, attributes, &combined)
            }
        }
        return (table, ranges)
    }

    /// Room for the devices' keys at once: growing by doubling would hold twice the table for a moment.
    private mutating func reserve(_ fleet: [DeviceGroup]) {
        let own = fleet.filter { $0.key.parts.contains(.device) }
        let count = own.reduce(0) { $0 + $1.devices }
        offset.reserveCapacity(count)
        length.reserveCapacity(count)
        bytes.reserveCapacity(
            own.reduce(0) { $0 + $1.devices * ($1.name.utf8.count + 8 + 12 * ($1.key.parts.count - 1)) })
    }

    /// Adds `count` keys and says which is the first.
    private mutating func append(prefix: String, digits: Int, count: Int) -> UInt32 {
        let first = UInt32(offset.count)
        let head = Array(prefix.utf8) + [UInt8(ascii: "-")]
        for number in 0..<count {
            append { bytes in
                bytes.append(contentsOf: head)
                bytes.appendDecimal(number, digits: digits)
            }
        }
        return first
    }

    /// A key for each device, with its attributes: `tenant-0003/truck-17`.
    private mutating func appendOwn(_ group: DeviceGroup, _ attributes: DeviceAttributes) -> KeyRange {
        let first = UInt32(offset.count)
        for number in 0..<group.devices {
            append { attributes.appendText(of: group.key, group: group.name, number: number, to: &$0) }
        }
        return .own(first: first)
    }

    /// A key for each combination of attributes that a device has, unless another group has it: `tenant-0003/region-01`.
    private mutating func appendCombined(
        _ group: DeviceGroup, _ attributes: DeviceAttributes, _ known: inout [String: UInt32]
    ) -> KeyRange {
        let blocks = group.key.parts.compactMap { attributes.blocks($0) }
        var keys: [Int: UInt32] = [:]
        for number in 0..<group.devices {
            let combination = KeyRange.combination(blocks, number)
            guard keys[combination] == nil else { continue }
            var text: [UInt8] = []
            attributes.appendText(of: group.key, group: group.name, number: number, to: &text)
            let name = String(decoding: text, as: UTF8.self)
            if let key = known[name] {
                keys[combination] = key
            } else {
                let key = UInt32(offset.count)
                (keys[combination], known[name]) = (key, key)
                append { $0.append(contentsOf: text) }
            }
        }
        return .combined(blocks, keys: keys)
    }

    private mutating func append(_ render: (inout [UInt8]) -> Void) {
        offset.append(bytes.count)
        render(&bytes)
        length.append(bytes.count - offset[offset.count - 1])
    }
}

extension DeviceAttributes {
    /// The text of a device's key, its parts in the order given.
    fileprivate func appendText(of key: KeyStrategy, group: String, number: Int, to bytes: inout [UInt8]) {
        for (place, part) in key.parts.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: "/")) }
            bytes.append(contentsOf: (part == .device ? group : part.rawValue).utf8)
            bytes.append(UInt8(ascii: "-"))
            bytes.appendDecimal(blocks(part)?.value(ofNumber: number) ?? number, digits: part.digits)
        }
    }
}

extension KeyStrategy.Part {
    /// Digits of its number in a key, with zeros in front.
    fileprivate var digits: Int {
        switch self {
        case .device: 1
        case .tenant: 4
        case .region, .segment: 2
        }
    }
}
