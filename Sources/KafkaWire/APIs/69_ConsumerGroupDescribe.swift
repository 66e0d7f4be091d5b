// ConsumerGroupDescribe, key 69, versions 0 to 1.

/// Describes groups of the consumer protocol (KIP-848).
package struct ConsumerGroupDescribeRequest: WireRequest {
    package typealias Response = ConsumerGroupDescribeResponse
    package static let api = WireAPI(key: 69, name: "ConsumerGroupDescribe", versions: 0...1, firstFlexible: 0)

    package var groupIDs: [String] = []
    package var includeAuthorizedOperations = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_ids", &groupIDs)
        try code.field("include_authorized_operations", &includeAuthorizedOperations)
    }
}

/// The answer to `ConsumerGroupDescribeRequest`.
package struct ConsumerGroupDescribeResponse: WireStructure {
    package struct TopicPartitions: WireStructure {
        package var topicID = WireID.zero
        package var topicName = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("topic_name", &topicName)
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

    package struct DescribedGroup: WireStructure {
        package struct Member: WireStructure {
            package var memberID = ""
            package var instanceID: String?
            package var rackID: String?
            package var memberEpoch: Int32 = 0
            package var clientID = ""
            package var clientHost = ""
            package var subscribedTopicNames: [String] = []
            package var subscribedTopicRegex: String?
            package var assignment = Assignment()
            package var targetAssignment = Assignment()
            package var memberType: Int8 = -1

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("member_id", &memberID)
                try code.field("instance_id", &instanceID)
                try code.field("rack_id", &rackID)
                try code.field("member_epoch", &memberEpoch)
                try code.field("client_id", &clientID)
                try code.field("client_host", &clientHost)
                try code.field("subscribed_topic_names", &subscribedTopicNames)
                try code.field("subscribed_topic_regex", &subscribedTopicRegex)
                try code.field("assignment", &assignment)
                try code.field("target_assignment", &targetAssignment)
                try code.field("member_type", &memberType, since: 1)
            }
        }

        package var errorCode = BrokerCode.none
        package var errorMessage: String?
        package var groupID = ""
        package var groupState = ""
        package var groupEpoch: Int32 = 0
        package var assignmentEpoch: Int32 = 0
        package var assignorName = ""
        package var members: [Member] = []
        package var authorizedOperations: Int32 = -2_147_483_648

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("group_id", &groupID)
            try code.field("group_state", &groupState)
            try code.field("group_epoch", &groupEpoch)
            try code.field("assignment_epoch", &assignmentEpoch)
            try code.field("assignor_name", &assignorName)
            try code.field("members", &members)
            try code.field("authorized_operations", &authorizedOperations)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var groups: [DescribedGroup] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("groups", &groups)
    }
}
