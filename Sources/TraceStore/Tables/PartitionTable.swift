internal import GRDB
internal import Traces

/// Table `partitions`: what was read of each, and how many events it has.
enum PartitionTable {
    static func insert(_ partition: TracePartition, _ database: Database) throws {
        try database.insert(
            into: "partitions",
            [
                "topic": partition.topic, "partition": partition.partition, "start_offset": partition.startOffset,
                "end_offset": partition.endOffset, "holes": partition.holes, "events": partition.events,
                "raised_times": partition.raisedTimes,
            ])
    }

    static func all(_ database: Database) throws -> [TracePartition] {
        try database.rows(of: "partitions", orderedBy: "topic, partition") { row in
            TracePartition(
                topic: try row.integer("topic", in: 0...TraceManifest.mostTopics),
                partition: try row.integer("partition", in: 0...TraceManifest.mostPartitions),
                startOffset: try row.integer("start_offset", in: -1...Int64.max),
                endOffset: try row.integer("end_offset", in: -1...Int64.max),
                holes: try row.integer("holes", in: 0...Int64.max),
                events: try row.integer("events", in: 0...Int64.max),
                raisedTimes: try row.integer("raised_times", in: 0...Int64.max))
        }
    }
}
