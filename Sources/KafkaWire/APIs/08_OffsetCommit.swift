// OffsetCommit, key 8, versions 2 to 10.

/// Commits the offsets of a group.
package struct OffsetCommitRequest: WireRequest {
    package typealias Response = OffsetCommitResponse
    package static let api = WireAPI(key: 8, name: "OffsetCommit", versions: 2...10, firstFlexible: 8)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var committedOffset: Int64 = 0
            package var committedLeaderEpoch: Int32 = -1
            package var committedMetadata: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("committed_offset", &committedOffset)
                try code.field("committed_leader_epoch", &committedLeaderEpoch, since: 6)
                try code.field("committed_metadata", &committedMetadata)
            }
        }

        package var name = ""
        package var topicID = WireID.zero
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 9)
            try code.field("topic_id", &topicID, since: 10)
            try code.field("partitions", &partitions)
        }
    }

    package var groupID = ""
    package var generationIDOrMemberEpoch: Int32 = -1
    package var memberID = ""
    package var groupInstanceID: String?
    package var retentionTimeMs: Int64 = -1
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("generation_id_or_member_epoch", &generationIDOrMemberEpoch)
        try code.field("member_id", &memberID)
        try code.field("group_instance_id", &groupInstanceID, since: 7)
        try code.field("retention_time_ms", &retentionTimeMs, through: 4)
        try code.field("topics", &topics)
    }
}

/// The answer to `OffsetCommitRequest`.
package struct OffsetCommitResponse: WireStructure {
    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
            }
        }

        package var name = ""
        package var topicID = WireID.zero
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 9)
            try code.field("topic_id", &topicID, since: 10)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 3)
        try code.field("topics", &topics)
    }
}
