// OffsetForLeaderEpoch, key 23, versions 2 to 4.

/// Asks where leader epochs end in the log (KIP-101).
package struct OffsetForLeaderEpochRequest: WireRequest {
    package typealias Response = OffsetForLeaderEpochResponse
    package static let api = WireAPI(key: 23, name: "OffsetForLeaderEpoch", versions: 2...4, firstFlexible: 4)

    package struct OffsetForLeaderTopic: WireStructure {
        package struct OffsetForLeaderPartition: WireStructure {
            package var partition: Int32 = 0
            package var currentLeaderEpoch: Int32 = -1
            package var leaderEpoch: Int32 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition", &partition)
                try code.field("current_leader_epoch", &currentLeaderEpoch)
                try code.field("leader_epoch", &leaderEpoch)
            }
        }

        package var topic = ""
        package var partitions: [OffsetForLeaderPartition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partitions", &partitions)
        }
    }

    package var replicaID: Int32 = -2
    package var topics: [OffsetForLeaderTopic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("replica_id", &replicaID, since: 3)
        try code.field("topics", &topics)
    }
}

/// The answer to `OffsetForLeaderEpochRequest`.
package struct OffsetForLeaderEpochResponse: WireStructure {
    package struct OffsetForLeaderTopicResult: WireStructure {
        package struct EpochEndOffset: WireStructure {
            package var errorCode = BrokerCode.none
            package var partition: Int32 = 0
            package var leaderEpoch: Int32 = -1
            package var endOffset: Int64 = -1

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("error_code", &errorCode)
                try code.field("partition", &partition)
                try code.field("leader_epoch", &leaderEpoch)
                try code.field("end_offset", &endOffset)
            }
        }

        package var topic = ""
        package var partitions: [EpochEndOffset] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [OffsetForLeaderTopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
