// Produce, key 0, versions 3 to 13.

/// Appends record batches to partitions.
package struct ProduceRequest: WireRequest {
    package typealias Response = ProduceResponse
    package static let api = WireAPI(key: 0, name: "Produce", versions: 3...13, firstFlexible: 9)

    package struct TopicProduceData: WireStructure {
        package struct PartitionProduceData: WireStructure {
            package var index: Int32 = 0
            package var records: WireBytes?

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("index", &index)
                try code.field("records", &records)
            }
        }

        package var name = ""
        package var topicID = WireID.zero
        package var partitionData: [PartitionProduceData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 12)
            try code.field("topic_id", &topicID, since: 13)
            try code.field("partition_data", &partitionData)
        }
    }

    package var transactionalID: String?
    package var acks: Int16 = 0
    package var timeoutMs: Int32 = 0
    package var topicData: [TopicProduceData] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_id", &transactionalID)
        try code.field("acks", &acks)
        try code.field("timeout_ms", &timeoutMs)
        try code.field("topic_data", &topicData)
    }
}

/// The answer to `ProduceRequest`.
package struct ProduceResponse: WireStructure {
    package struct TopicProduceResponse: WireStructure {
        package struct PartitionProduceResponse: WireStructure {
            package struct BatchIndexAndErrorMessage: WireStructure {
                package var batchIndex: Int32 = 0
                package var batchIndexErrorMessage: String?

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("batch_index", &batchIndex, since: 8)
                    try code.field("batch_index_error_message", &batchIndexErrorMessage, since: 8)
                }
            }

            package struct LeaderIDAndEpoch: WireStructure {
                package var leaderID: Int32 = -1
                package var leaderEpoch: Int32 = -1

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("leader_id", &leaderID, since: 10)
                    try code.field("leader_epoch", &leaderEpoch, since: 10)
                }
            }

            package var index: Int32 = 0
            package var errorCode = BrokerCode.none
            package var baseOffset: Int64 = 0
            package var logAppendTimeMs: Int64 = -1
            package var logStartOffset: Int64 = -1
            package var recordErrors: [BatchIndexAndErrorMessage] = []
            package var errorMessage: String?
            package var currentLeader = LeaderIDAndEpoch()

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("index", &index)
                try code.field("error_code", &errorCode)
                try code.field("base_offset", &baseOffset)
                try code.field("log_append_time_ms", &logAppendTimeMs)
                try code.field("log_start_offset", &logStartOffset, since: 5)
                try code.field("record_errors", &recordErrors, since: 8)
                try code.field("error_message", &errorMessage, since: 8)
                try code.tagged(0, "current_leader", &currentLeader, unless: LeaderIDAndEpoch(), since: 10)
            }
        }

        package var name = ""
        package var topicID = WireID.zero
        package var partitionResponses: [PartitionProduceResponse] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, through: 12)
            try code.field("topic_id", &topicID, since: 13)
            try code.field("partition_responses", &partitionResponses)
        }
    }

    package struct NodeEndpoint: WireStructure {
        package var nodeID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var rack: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("node_id", &nodeID, since: 10)
            try code.field("host", &host, since: 10)
            try code.field("port", &port, since: 10)
            try code.field("rack", &rack, since: 10)
        }
    }

    package var responses: [TopicProduceResponse] = []
    package var throttleTimeMs: Int32 = 0
    package var nodeEndpoints: [NodeEndpoint] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("responses", &responses)
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.tagged(0, "node_endpoints", &nodeEndpoints, unless: [], since: 10)
    }
}
