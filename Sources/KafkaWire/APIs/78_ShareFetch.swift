// ShareFetch, key 78, versions 1 to 2.

/// Acquires records for a member of a share group (KIP-932).
package struct ShareFetchRequest: WireRequest {
    package typealias Response = ShareFetchResponse
    package static let api = WireAPI(key: 78, name: "ShareFetch", versions: 1...2, firstFlexible: 0)

    package struct FetchTopic: WireStructure {
        package struct FetchPartition: WireStructure {
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
        package var partitions: [FetchPartition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package struct ForgottenTopic: WireStructure {
        package var topicID = WireID.zero
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package var groupID: String?
    package var memberID: String? = ""
    package var shareSessionEpoch: Int32 = 0
    package var maxWaitMs: Int32 = 0
    package var minBytes: Int32 = 0
    package var maxBytes: Int32 = 0x7fffffff
    package var maxRecords: Int32 = 0
    package var batchSize: Int32 = 0
    package var shareAcquireMode: Int8 = 0
    package var isRenewAck = false
    package var topics: [FetchTopic] = []
    package var forgottenTopicsData: [ForgottenTopic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID)
        try code.field("share_session_epoch", &shareSessionEpoch)
        try code.field("max_wait_ms", &maxWaitMs)
        try code.field("min_bytes", &minBytes)
        try code.field("max_bytes", &maxBytes)
        try code.field("max_records", &maxRecords)
        try code.field("batch_size", &batchSize)
        try code.field("share_acquire_mode", &shareAcquireMode, since: 2)
        try code.field("is_renew_ack", &isRenewAck, since: 2)
        try code.field("topics", &topics)
        try code.field("forgotten_topics_data", &forgottenTopicsData)
    }
}

/// The answer to `ShareFetchRequest`.
package struct ShareFetchResponse: WireStructure {
    package struct ShareFetchableTopicResponse: WireStructure {
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

            package struct AcquiredRecords: WireStructure {
                package var firstOffset: Int64 = 0
                package var lastOffset: Int64 = 0
                package var deliveryCount: Int16 = 0

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("first_offset", &firstOffset)
                    try code.field("last_offset", &lastOffset)
                    try code.field("delivery_count", &deliveryCount)
                }
            }

            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String?
            package var acknowledgeErrorCode = BrokerCode.none
            package var acknowledgeErrorMessage: String?
            package var currentLeader = LeaderIDAndEpoch()
            package var records: WireBytes?
            package var acquiredRecords: [AcquiredRecords] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
                try code.field("acknowledge_error_code", &acknowledgeErrorCode)
                try code.field("acknowledge_error_message", &acknowledgeErrorMessage)
                try code.field("current_leader", &currentLeader)
                try code.field("records", &records)
                try code.field("acquired_records", &acquiredRecords)
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
    package var responses: [ShareFetchableTopicResponse] = []
    package var nodeEndpoints: [NodeEndpoint] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("acquisition_lock_timeout_ms", &acquisitionLockTimeoutMs)
        try code.field("responses", &responses)
        try code.field("node_endpoints", &nodeEndpoints)
    }
}
