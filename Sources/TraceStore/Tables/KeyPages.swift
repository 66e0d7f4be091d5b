internal import Foundation
internal import GRDB

/// Table `key_pages`: the keys' hashes in the order of their numbers, 8192 to a row, 8 bytes each, little-endian.
enum KeyPages {
    static let perPage = 8192

    static func insert(_ hashes: [UInt64], _ database: Database) throws {
        for first in stride(from: 0, to: hashes.count, by: perPage) {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(perPage * 8)
            for hash in hashes[first..<min(first + perPage, hashes.count)] {
                for shift in stride(from: UInt64(0), to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: hash >> shift))
                }
            }
            try database.insert(into: "key_pages", ["first_key": first, "hashes": Data(bytes)])
        }
    }

    /// The number of keys, from the lengths alone.
    static func count(_ database: Database) throws -> Int {
        let total = try Int64.fetchOne(database, sql: "SELECT coalesce(sum(length(hashes)), 0) / 8 FROM key_pages")
        return Int(clamping: total ?? 0)
    }

    static func read(_ database: Database) throws -> [UInt64] {
        var hashes: [UInt64] = []
        let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM key_pages ORDER BY first_key")
        while let row = try cursor.next() {
            let bytes = try row.bytes("hashes")
            guard try row.integer("first_key", in: 0...Int.max) == hashes.count, bytes.count.isMultiple(of: 8) else {
                throw TraceDamage(what: "a page of its key table is not in its place")
            }
            for start in stride(from: 0, to: bytes.count, by: 8) {
                hashes.append(bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        return hashes
    }
}
