// DescribeShareGroupOffsets, key 90, versions 0 to 1.

/// Describes the offsets of share groups (KIP-932).
package struct DescribeShareGroupOffsetsRequest: WireRequest {
    package typealias Response = DescribeShareGroupOffsetsResponse
    package static let api = WireAPI(key: 90, name: "DescribeShareGroupOffsets", versions: 0...1, firstFlexible: 0)

    package struct Group: WireStructure {
        package struct Topic: WireStructure {
            package var topicName = ""
            package var partitions: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("topic_name", &topicName)
                try code.field("partitions", &partitions)
            }
        }

        package var groupID = ""
        package var topics: [Topic]? = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID)
            try code.field("topics", &topics)
        }
    }

    package var groups: [Group] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("groups", &groups)
    }
}

/// The answer to `DescribeShareGroupOffsetsRequest`.
package struct DescribeShareGroupOffsetsResponse: WireStructure {
    package struct Group: WireStructure {
        package struct Topic: WireStructure {
            package struct Partition: WireStructure {
                package var partitionIndex: Int32 = 0
                package var startOffset: Int64 = 0
                package var leaderEpoch: Int32 = 0
                package var lag: Int64 = -1
                package var errorCode = BrokerCode.none
                package var errorMessage: String?

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("partition_index", &partitionIndex)
                    try code.field("start_offset", &startOffset)
                    try code.field("leader_epoch", &leaderEpoch)
                    try code.field("lag", &lag, since: 1)
                    try code.field("error_code", &errorCode)
                    try code.field("error_message", &errorMessage)
                }
            }

            package var topicName = ""
            package var topicID = WireID.zero
            package var partitions: [Partition] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("topic_name", &topicName)
                try code.field("topic_id", &topicID)
                try code.field("partitions", &partitions)
            }
        }

        package var groupID = ""
        package var topics: [Topic] = []
        package var errorCode = BrokerCode.none
        package var errorMessage: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID)
            try code.field("topics", &topics)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var groups: [Group] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("groups", &groups)
    }
}
