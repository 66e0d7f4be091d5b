// ShareAcknowledge, key 79, versions 1 to 2.

/// Acknowledges records of a share group (KIP-932).
package struct ShareAcknowledgeRequest: WireRequest {
    package typealias Response = ShareAcknowledgeResponse
    package static let api = WireAPI(key: 79, name: "ShareAcknowledge", versions: 1...2, firstFlexible: 0)

    package struct AcknowledgeTopic: WireStructure {
        package struct AcknowledgePartition: WireStructure {
            package struct AcknowledgementBatch: WireStructure {
                package var firstOffset: Int64 = 0
                package var lastOffset: Int64 = 0
                package var acknowledgeTypes: [Int8] = []

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("first_offset", &firstOffset)
                    try code.field("last_offset", &lastOffset)
                    try code.field("acknowledge_types", &acknowledgeTypes)
                }
            }

            package var partitionIndex: Int32 = 0
            package var acknowledgementBatches: [AcknowledgementBatch] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("acknowledgement_batches", &acknowledgementBatches)
            }
        }

        package var topicID = WireID.zero
        package var partitions: [AcknowledgePartition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package var groupID: String?
    package var memberID: String? = ""
    package var shareSessionEpoch: Int32 = 0
    package var isRenewAck = false
    package var topics: [AcknowledgeTopic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID)
        try code.field("share_session_epoch", &shareSessionEpoch)
        try code.field("is_renew_ack", &isRenewAck, since: 2)
        try code.field("topics", &topics)
    }
}

/// The answer to `ShareAcknowledgeRequest`.
package struct ShareAcknowledgeResponse: WireStructure {
    package struct TopicResponse: WireStructure {
        package struct PartitionData: WireStructure {
            package struct LeaderIDAndEpoch: WireStructure {
                package var leaderID: Int32 = 0
                package var leaderEpoch: Int32 = 0

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("leader_id", &leaderID)
                    try code.field("leader_epoch", &leaderEpoch)
                }
            }

            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String?
            package var currentLeader = LeaderIDAndEpoch()

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
                try code.field("current_leader", &currentLeader)
            }
        }

        package var topicID = WireID.zero
        package var partitions: [PartitionData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package struct NodeEndpoint: WireStructure {
        package var nodeID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var rack: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("node_id", &nodeID)
            try code.field("host", &host)
            try code.field("port", &port)
            try code.field("rack", &rack)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String?
    package var acquisitionLockTimeoutMs: Int32 = 0
    package var responses: [TopicResponse] = []
    package var nodeEndpoints: [NodeEndpoint] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("acquisition_lock_timeout_ms", &acquisitionLockTimeoutMs, since: 2)
        try code.field("responses", &responses)
        try code.field("node_endpoints", &nodeEndpoints)
    }
}
