// OffsetFetch, key 9, versions 1 to 10.

/// Reads the committed offsets of groups.
package struct OffsetFetchRequest: WireRequest {
    package typealias Response = OffsetFetchResponse
    package static let api = WireAPI(key: 9, name: "OffsetFetch", versions: 1...10, firstFlexible: 6)

    package struct Topic: WireStructure {
        package var name = ""
        package var partitionIndexes: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 7)
            try code.field("partition_indexes", &partitionIndexes, through: 7)
        }
    }

    package struct Group: WireStructure {
        package struct Topics: WireStructure {
            package var name = ""
            package var topicID = WireID.zero
            package var partitionIndexes: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name, since: 8, through: 9)
                try code.field("topic_id", &topicID, since: 10)
                try code.field("partition_indexes", &partitionIndexes, since: 8)
            }
        }

        package var groupID = ""
        package var memberID: String?
        package var memberEpoch: Int32 = -1
        package var topics: [Topics]? = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID, since: 8)
            try code.field("member_id", &memberID, since: 9)
            try code.field("member_epoch", &memberEpoch, since: 9)
            try code.field("topics", &topics, since: 8)
        }
    }

    package var groupID = ""
    package var topics: [Topic]? = []
    package var groups: [Group] = []
    package var requireStable = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID, through: 7)
        try code.field("topics", &topics, through: 7)
        try code.field("groups", &groups, since: 8)
        try code.field("require_stable", &requireStable, since: 7)
    }
}

/// The answer to `OffsetFetchRequest`.
package struct OffsetFetchResponse: WireStructure {
    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var committedOffset: Int64 = 0
            package var committedLeaderEpoch: Int32 = -1
            package var metadata: String? = ""
            package var errorCode = BrokerCode.none

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex, through: 7)
                try code.field("committed_offset", &committedOffset, through: 7)
                try code.field("committed_leader_epoch", &committedLeaderEpoch, since: 5, through: 7)
                try code.field("metadata", &metadata, through: 7)
                try code.field("error_code", &errorCode, through: 7)
            }
        }

        package var name = ""
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 7)
            try code.field("partitions", &partitions, through: 7)
        }
    }

    package struct Group: WireStructure {
        package struct Topics: WireStructure {
            package struct Partitions: WireStructure {
                package var partitionIndex: Int32 = 0
                package var committedOffset: Int64 = 0
                package var committedLeaderEpoch: Int32 = -1
                package var metadata: String? = ""
                package var errorCode = BrokerCode.none

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("partition_index", &partitionIndex, since: 8)
                    try code.field("committed_offset", &committedOffset, since: 8)
                    try code.field("committed_leader_epoch", &committedLeaderEpoch, since: 8)
                    try code.field("metadata", &metadata, since: 8)
                    try code.field("error_code", &errorCode, since: 8)
                }
            }

            package var name = ""
            package var topicID = WireID.zero
            package var partitions: [Partitions] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name, since: 8, through: 9)
                try code.field("topic_id", &topicID, since: 10)
                try code.field("partitions", &partitions, since: 8)
            }
        }

        package var groupID = ""
        package var topics: [Topics] = []
        package var errorCode = BrokerCode.none

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID, since: 8)
            try code.field("topics", &topics, since: 8)
            try code.field("error_code", &errorCode, since: 8)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [Topic] = []
    package var errorCode = BrokerCode.none
    package var groups: [Group] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 3)
        try code.field("topics", &topics, through: 7)
        try code.field("error_code", &errorCode, since: 2, through: 7)
        try code.field("groups", &groups, since: 8)
    }
}
