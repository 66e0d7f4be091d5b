// ConsumerGroupHeartbeat, key 68, versions 0 to 1.

/// Joins, keeps alive or leaves a group of the consumer protocol (KIP-848).
package struct ConsumerGroupHeartbeatRequest: WireRequest {
    package typealias Response = ConsumerGroupHeartbeatResponse
    package static let api = WireAPI(key: 68, name: "ConsumerGroupHeartbeat", versions: 0...1, firstFlexible: 0)

    package struct TopicPartitions: WireStructure {
        package var topicID = WireID.zero
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package var groupID = ""
    package var memberID = ""
    package var memberEpoch: Int32 = 0
    package var instanceID: String?
    package var rackID: String?
    package var rebalanceTimeoutMs: Int32 = -1
    package var subscribedTopicNames: [String]?
    package var subscribedTopicRegex: String?
    package var serverAssignor: String?
    package var topicPartitions: [TopicPartitions]?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID)
        try code.field("member_epoch", &memberEpoch)
        try code.field("instance_id", &instanceID)
        try code.field("rack_id", &rackID)
        try code.field("rebalance_timeout_ms", &rebalanceTimeoutMs)
        try code.field("subscribed_topic_names", &subscribedTopicNames)
        try code.field("subscribed_topic_regex", &subscribedTopicRegex, since: 1)
        try code.field("server_assignor", &serverAssignor)
        try code.field("topic_partitions", &topicPartitions)
    }
}

/// The answer to `ConsumerGroupHeartbeatRequest`.
package struct ConsumerGroupHeartbeatResponse: WireStructure {
    package struct TopicPartitions: WireStructure {
        package var topicID = WireID.zero
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package struct Assignment: WireStructure {
        package var topicPartitions: [TopicPartitions] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_partitions", &topicPartitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String?
    package var memberID: String?
    package var memberEpoch: Int32 = 0
    package var heartbeatIntervalMs: Int32 = 0
    package var assignment: Assignment?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("member_id", &memberID)
        try code.field("member_epoch", &memberEpoch)
        try code.field("heartbeat_interval_ms", &heartbeatIntervalMs)
        try code.field("assignment", &assignment)
    }
}
