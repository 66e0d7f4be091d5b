// AlterPartitionReassignments, key 45, versions 0 to 1.

/// Moves partitions to other brokers, or calls such a move off (KIP-455).
package struct AlterPartitionReassignmentsRequest: WireRequest {
    package typealias Response = AlterPartitionReassignmentsResponse
    package static let api = WireAPI(key: 45, name: "AlterPartitionReassignments", versions: 0...1, firstFlexible: 0)

    package struct ReassignableTopic: WireStructure {
        package struct ReassignablePartition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var replicas: [Int32]?

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("replicas", &replicas)
            }
        }

        package var name = ""
        package var partitions: [ReassignablePartition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var timeoutMs: Int32 = 60_000
    package var allowReplicationFactorChange = true
    package var topics: [ReassignableTopic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("timeout_ms", &timeoutMs)
        try code.field("allow_replication_factor_change", &allowReplicationFactorChange, since: 1)
        try code.field("topics", &topics)
    }
}

/// The answer to `AlterPartitionReassignmentsRequest`.
package struct AlterPartitionReassignmentsResponse: WireStructure {
    package struct ReassignableTopicResponse: WireStructure {
        package struct ReassignablePartitionResponse: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
            }
        }

        package var name = ""
        package var partitions: [ReassignablePartitionResponse] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var allowReplicationFactorChange = true
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var responses: [ReassignableTopicResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("allow_replication_factor_change", &allowReplicationFactorChange, since: 1)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("responses", &responses)
    }
}
