internal import GRDB
internal import Traces

/// Table `gaps`: offsets that were gone before they were read.
enum GapTable {
    static func insert(_ gap: TraceGap, _ database: Database) throws {
        try database.insert(
            into: "gaps",
            [
                "topic": gap.topic, "partition": gap.partition, "from_offset": gap.fromOffset,
                "to_offset": gap.toOffset, "at_ns": Int64(clamping: gap.atNs), "reason": gap.reason.rawValue,
            ])
    }

    static func all(_ database: Database) throws -> [TraceGap] {
        try database.rows(of: "gaps", orderedBy: "at_ns, id") { row in
            TraceGap(
                topic: try row.integer("topic", in: 0...TraceManifest.mostTopics),
                partition: try row.integer("partition", in: 0...TraceManifest.mostPartitions),
                fromOffset: try row.integer("from_offset", in: 0...Int64.max),
                toOffset: try row.integer("to_offset", in: 0...Int64.max),
                atNs: UInt64(try row.integer("at_ns", in: 0...Int64.max)), reason: try row.word("reason"))
        }
    }
}
