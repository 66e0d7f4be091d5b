// CreateTopics, key 19, versions 2 to 7.

/// Creates topics (KIP-4).
package struct CreateTopicsRequest: WireRequest {
    package typealias Response = CreateTopicsResponse
    package static let api = WireAPI(key: 19, name: "CreateTopics", versions: 2...7, firstFlexible: 5)

    package struct Topic: WireStructure {
        package struct ReplicaAssignment: WireStructure {
            package var partitionIndex: Int32 = 0
            package var brokerIDs: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("broker_ids", &brokerIDs)
            }
        }

        package struct TopicConfig: WireStructure {
            package var name = ""
            package var value: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("value", &value)
            }
        }

        package var name = ""
        package var numPartitions: Int32 = 0
        package var replicationFactor: Int16 = 0
        package var assignments: [ReplicaAssignment] = []
        package var configs: [TopicConfig] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("num_partitions", &numPartitions)
            try code.field("replication_factor", &replicationFactor)
            try code.field("assignments", &assignments)
            try code.field("configs", &configs)
        }
    }

    package var topics: [Topic] = []
    package var timeoutMs: Int32 = 60_000
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
        try code.field("timeout_ms", &timeoutMs)
        try code.field("validate_only", &validateOnly)
    }
}

/// The answer to `CreateTopicsRequest`.
package struct CreateTopicsResponse: WireStructure {
    package struct TopicResult: WireStructure {
        package struct TopicConfigs: WireStructure {
            package var name = ""
            package var value: String? = ""
            package var readOnly = false
            package var configSource: Int8 = -1
            package var isSensitive = false

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name, since: 5)
                try code.field("value", &value, since: 5)
                try code.field("read_only", &readOnly, since: 5)
                try code.field("config_source", &configSource, since: 5)
                try code.field("is_sensitive", &isSensitive, since: 5)
            }
        }

        package var name = ""
        package var topicID = WireID.zero
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var numPartitions: Int32 = -1
        package var replicationFactor: Int16 = -1
        package var configs: [TopicConfigs]? = []
        package var topicConfigErrorCode = BrokerCode.none

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("topic_id", &topicID, since: 7)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("num_partitions", &numPartitions, since: 5)
            try code.field("replication_factor", &replicationFactor, since: 5)
            try code.field("configs", &configs, since: 5)
            try code.tagged(0, "topic_config_error_code", &topicConfigErrorCode, unless: BrokerCode.none, since: 5)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [TopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
