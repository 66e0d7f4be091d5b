import ScenarioModel

/// The bytes of every key, each distinct key once: `truck-17`, `tenant-0007`, `region-03`.
///
/// Numbers count from 0. A tenant or a region is the same key in every group.
package struct KeyTable: Sendable {
    /// What stands in a chunk for an event without a key.
    package static let noKey = UInt32.max

    package internal(set) var bytes: [UInt8] = []
    /// Where each key begins in `bytes`.
    package internal(set) var offset: [Int] = []
    package internal(set) var length: [Int] = []

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
    static func make(fleet: [DeviceGroup]) -> (table: KeyTable, ranges: [KeyRange]) {
        var table = KeyTable()
        table.reserve(fleet)
        let tenants = table.append(
            prefix: "tenant", digits: 4, count: fleet.filter { $0.key == .tenant }.map(\.tenants).max() ?? 0)
        let regions = table.append(
            prefix: "region", digits: 2, count: fleet.filter { $0.key == .region }.map(\.regions).max() ?? 0)
        let ranges: [KeyRange] = fleet.map { group in
            switch group.key {
            case .none: .none
            case .device: .own(first: table.append(prefix: group.name, digits: 1, count: group.devices))
            case .tenant:
                .blocks(first: tenants, values: group.tenants, devices: group.devices, skew: group.skew)
            case .region:
                .blocks(first: regions, values: group.regions, devices: group.devices, skew: group.skew)
            }
        }
        return (table, ranges)
    }

    /// Room for the devices' keys at once: growing by doubling would hold twice the table for a moment.
    private mutating func reserve(_ fleet: [DeviceGroup]) {
        let own = fleet.filter { $0.key == .device }
        let count = own.reduce(0) { $0 + $1.devices }
        offset.reserveCapacity(count)
        length.reserveCapacity(count)
        bytes.reserveCapacity(own.reduce(0) { $0 + $1.devices * ($1.name.utf8.count + 8) })
    }

    /// Adds `count` keys and says which is the first.
    private mutating func append(prefix: String, digits: Int, count: Int) -> UInt32 {
        let first = UInt32(offset.count)
        let head = Array(prefix.utf8) + [UInt8(ascii: "-")]
        for number in 0..<count {
            offset.append(bytes.count)
            bytes.append(contentsOf: head)
            bytes.appendDecimal(number, digits: digits)
            length.append(bytes.count - offset[offset.count - 1])
        }
        return first
    }
}
