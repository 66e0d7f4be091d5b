// ListOffsets, key 2, versions 1 to 11.

/// Asks for offsets: the ends of a log, or the first at or after a time (KIP-79).
package struct ListOffsetsRequest: WireRequest {
    package typealias Response = ListOffsetsResponse
    package static let api = WireAPI(key: 2, name: "ListOffsets", versions: 1...11, firstFlexible: 6)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var currentLeaderEpoch: Int32 = -1
            package var timestamp: Int64 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("current_leader_epoch", &currentLeaderEpoch, since: 4)
                try code.field("timestamp", &timestamp)
            }
        }

        package var name = ""
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var replicaID: Int32 = 0
    package var isolationLevel: Int8 = 0
    package var topics: [Topic] = []
    package var timeoutMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("replica_id", &replicaID)
        try code.field("isolation_level", &isolationLevel, since: 2)
        try code.field("topics", &topics)
        try code.field("timeout_ms", &timeoutMs, since: 10)
    }
}

/// The answer to `ListOffsetsRequest`.
package struct ListOffsetsResponse: WireStructure {
    package struct TopicResponse: WireStructure {
        package struct PartitionResponse: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var timestamp: Int64 = -1
            package var offset: Int64 = -1
            package var leaderEpoch: Int32 = -1

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("timestamp", &timestamp)
                try code.field("offset", &offset)
                try code.field("leader_epoch", &leaderEpoch, since: 4)
            }
        }

        package var name = ""
        package var partitions: [PartitionResponse] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [TopicResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 2)
        try code.field("topics", &topics)
    }
}
