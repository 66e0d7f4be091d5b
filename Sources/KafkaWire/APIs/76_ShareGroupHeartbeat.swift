// ShareGroupHeartbeat, key 76, versions 1.

/// Joins, keeps alive or leaves a share group (KIP-932).
package struct ShareGroupHeartbeatRequest: WireRequest {
    package typealias Response = ShareGroupHeartbeatResponse
    package static let api = WireAPI(key: 76, name: "ShareGroupHeartbeat", versions: 1...1, firstFlexible: 0)

    package var groupID = ""
    package var memberID = ""
    package var memberEpoch: Int32 = 0
    package var rackID: String?
    package var subscribedTopicNames: [String]?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID)
        try code.field("member_epoch", &memberEpoch)
        try code.field("rack_id", &rackID)
        try code.field("subscribed_topic_names", &subscribedTopicNames)
    }
}

/// The answer to `ShareGroupHeartbeatRequest`.
package struct ShareGroupHeartbeatResponse: WireStructure {
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
