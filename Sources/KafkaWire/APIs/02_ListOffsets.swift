// ListOffsets, key 2: the first and the last offset of a partition, or the one at a time.
//
// Versions spoken: 1 to 7.
// v1  one offset a partition, with its timestamp
// v2  isolation level (KIP-98), throttle time
// v4  leader epoch (KIP-320)
// v5  OFFSET_NOT_AVAILABLE, no change of layout
// v6  flexible
// v7  the offset of the largest timestamp (KIP-734)

/// Asks a leader for one offset of each of its partitions.
package struct ListOffsetsRequest: WireRequest {
    package static let api = WireAPI(key: 2, name: "ListOffsets", versions: 1...7, firstFlexible: 6)

    /// Which offset is meant.
    package enum Position: Hashable, Sendable {
        /// The first that is still there.
        case earliest
        /// The next that will be written, as far as it is replicated.
        case latest
        /// The first whose timestamp is at or after this, in milliseconds since 1970.
        case time(Int64)

        var timestamp: Int64 {
            switch self {
            case .earliest: -2
            case .latest: -1
            case .time(let milliseconds): milliseconds
            }
        }
    }

    package var topic: String
    package var partitions: [Int32]
    package var position: Position

    package init(topic: String, partitions: [Int32], position: Position) {
        self.topic = topic
        self.partitions = partitions
        self.position = position
    }

    package func write(to writer: inout WireWriter) {
        writer.write(Int32(-1))  // replica_id: a client
        if writer.version >= 2 { writer.write(Int8(0)) }  // isolation_level: read uncommitted
        writer.write([topic]) { topic, writer in
            writer.write(topic)
            writer.write(partitions) { partition, writer in
                writer.write(partition)
                if writer.version >= 4 { writer.write(Int32(-1)) }  // current_leader_epoch: unknown
                writer.write(position.timestamp)
                writer.endStructure()
            }
            writer.endStructure()
        }
        writer.endStructure()
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> ListOffsetsResponse {
        if reader.version >= 2 { _ = try reader.int32("throttle_time_ms") }
        let topics = try reader.array("topics") { (reader) throws(WireError) in
            let name = try reader.string("name")
            let partitions = try reader.array("partitions") { (reader) throws(WireError) in
                try ListOffsetsResponse.Partition(topic: name, from: &reader)
            }
            try reader.skipTags()
            return partitions
        }
        try reader.skipTags()
        return ListOffsetsResponse(partitions: topics.flatMap(\.self))
    }
}

/// One offset for each partition that was asked for.
package struct ListOffsetsResponse: Hashable, Sendable {
    package struct Partition: Hashable, Sendable {
        package var topic: String
        package var id: Int32
        package var code: BrokerCode
        /// -1 where nothing is at or after the time.
        package var offset: Int64
        package var timestamp: Int64
    }

    package var partitions: [Partition]
}

extension ListOffsetsResponse.Partition {
    fileprivate init(topic: String, from reader: inout WireReader) throws(WireError) {
        self.topic = topic
        id = try reader.int32("partition_index")
        code = try reader.code("error_code")
        timestamp = try reader.int64("timestamp")
        offset = try reader.int64("offset")
        if reader.version >= 4 { _ = try reader.int32("leader_epoch") }
        try reader.skipTags()
    }
}
