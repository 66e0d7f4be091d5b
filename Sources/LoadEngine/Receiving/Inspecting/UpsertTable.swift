/// What a reader that upserts by device and sequence has in its table.
///
/// One ordinal set a device, made for a thousand devices at a time when the first of them sends: 16 bytes each as long as
/// none of their events is missing.
package struct UpsertTable: Sendable {
    private static let block = 1024

    package let devices: Int
    /// Sets of `block` devices each; empty where none of them sent anything.
    private var blocks: [[OrdinalSet]]

    /// `devices`: numbered from 0, over the whole fleet.
    package init(devices: Int) {
        self.devices = devices
        blocks = Array(repeating: [], count: (devices + UpsertTable.block - 1) / UpsertTable.block)
    }

    /// nil: the fleet has no such device.
    mutating func upsert(device: UInt32, sequence: UInt32) -> OrdinalSet.Insertion? {
        guard device < devices else { return nil }
        let (block, place) = Int(device).quotientAndRemainder(dividingBy: UpsertTable.block)
        if blocks[block].isEmpty { blocks[block] = Array(repeating: OrdinalSet(), count: UpsertTable.block) }
        return blocks[block][place].insert(sequence)
    }

    /// Distinct events of these devices in the tables of several members together.
    package static func distinct(_ tables: [UpsertTable], devices: Range<Int>) -> Int64 {
        devices.reduce(0) { sum, device in
            let (block, place) = device.quotientAndRemainder(dividingBy: UpsertTable.block)
            let sets = tables.compactMap { table in
                block < table.blocks.count && !table.blocks[block].isEmpty ? table.blocks[block][place] : nil
            }
            guard let first = sets.first else { return sum }
            return sum + Int64(sets.dropFirst().reduce(first) { $0.union($1) }.count)
        }
    }
}
