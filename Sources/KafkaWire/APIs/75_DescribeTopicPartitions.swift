// DescribeTopicPartitions, key 75, versions 0.

/// Describes the partitions of topics, page by page (KIP-966).
package struct DescribeTopicPartitionsRequest: WireRequest {
    package typealias Response = DescribeTopicPartitionsResponse
    package static let api = WireAPI(key: 75, name: "DescribeTopicPartitions", versions: 0...0, firstFlexible: 0)

    package struct TopicRequest: WireStructure {
        package var name = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
        }
    }

    package struct Cursor: WireStructure {
        package var topicName = ""
        package var partitionIndex: Int32 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partition_index", &partitionIndex)
        }
    }

    package var topics: [TopicRequest] = []
    package var responsePartitionLimit: Int32 = 2000
    package var cursor: Cursor?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
        try code.field("response_partition_limit", &responsePartitionLimit)
        try code.field("cursor", &cursor)
    }
}

/// The answer to `DescribeTopicPartitionsRequest`.
package struct DescribeTopicPartitionsResponse: WireStructure {
    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var errorCode = BrokerCode.none
            package var partitionIndex: Int32 = 0
            package var leaderID: Int32 = 0
            package var leaderEpoch: Int32 = -1
            package var replicaNodes: [Int32] = []
            package var inSyncReplicas: [Int32] = []
            package var eligibleLeaderReplicas: [Int32]?
            package var lastKnownElr: [Int32]?
            package var offlineReplicas: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("error_code", &errorCode)
                try code.field("partition_index", &partitionIndex)
                try code.field("leader_id", &leaderID)
                try code.field("leader_epoch", &leaderEpoch)
                try code.field("replica_nodes", &replicaNodes)
                try code.field("isr_nodes", &inSyncReplicas)
                try code.field("eligible_leader_replicas", &eligibleLeaderReplicas)
                try code.field("last_known_elr", &lastKnownElr)
                try code.field("offline_replicas", &offlineReplicas)
            }
        }

        package var errorCode = BrokerCode.none
        package var name: String? = ""
        package var topicID = WireID.zero
        package var isInternal = false
        package var partitions: [Partition] = []
        package var topicAuthorizedOperations: Int32 = -2_147_483_648

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("name", &name)
            try code.field("topic_id", &topicID)
            try code.field("is_internal", &isInternal)
            try code.field("partitions", &partitions)
            try code.field("topic_authorized_operations", &topicAuthorizedOperations)
        }
    }

    package struct Cursor: WireStructure {
        package var topicName = ""
        package var partitionIndex: Int32 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partition_index", &partitionIndex)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [Topic] = []
    package var nextCursor: Cursor?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
        try code.field("next_cursor", &nextCursor)
    }
}
