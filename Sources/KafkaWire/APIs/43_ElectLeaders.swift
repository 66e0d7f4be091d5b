// ElectLeaders, key 43, versions 0 to 2.

/// Elects leaders of partitions (KIP-460).
package struct ElectLeadersRequest: WireRequest {
    package typealias Response = ElectLeadersResponse
    package static let api = WireAPI(key: 43, name: "ElectLeaders", versions: 0...2, firstFlexible: 2)

    package struct TopicPartitions: WireStructure {
        package var topic = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partitions", &partitions)
        }
    }

    package var electionType: Int8 = 0
    package var topicPartitions: [TopicPartitions]? = []
    package var timeoutMs: Int32 = 60_000

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("election_type", &electionType, since: 1)
        try code.field("topic_partitions", &topicPartitions)
        try code.field("timeout_ms", &timeoutMs)
    }
}

/// The answer to `ElectLeadersRequest`.
package struct ElectLeadersResponse: WireStructure {
    package struct ReplicaElectionResult: WireStructure {
        package struct PartitionResult: WireStructure {
            package var partitionID: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_id", &partitionID)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
            }
        }

        package var topic = ""
        package var partitionResult: [PartitionResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partition_result", &partitionResult)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var replicaElectionResults: [ReplicaElectionResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode, since: 1)
        try code.field("replica_election_results", &replicaElectionResults)
    }
}
