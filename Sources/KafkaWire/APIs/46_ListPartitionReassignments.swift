// ListPartitionReassignments, key 46, versions 0.

/// Lists the moves of partitions that go on (KIP-455).
package struct ListPartitionReassignmentsRequest: WireRequest {
    package typealias Response = ListPartitionReassignmentsResponse
    package static let api = WireAPI(key: 46, name: "ListPartitionReassignments", versions: 0...0, firstFlexible: 0)

    package struct Topics: WireStructure {
        package var name = ""
        package var partitionIndexes: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partition_indexes", &partitionIndexes)
        }
    }

    package var timeoutMs: Int32 = 60_000
    package var topics: [Topics]?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("timeout_ms", &timeoutMs)
        try code.field("topics", &topics)
    }
}

/// The answer to `ListPartitionReassignmentsRequest`.
package struct ListPartitionReassignmentsResponse: WireStructure {
    package struct OngoingTopicReassignment: WireStructure {
        package struct OngoingPartitionReassignment: WireStructure {
            package var partitionIndex: Int32 = 0
            package var replicas: [Int32] = []
            package var addingReplicas: [Int32] = []
            package var removingReplicas: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("replicas", &replicas)
                try code.field("adding_replicas", &addingReplicas)
                try code.field("removing_replicas", &removingReplicas)
            }
        }

        package var name = ""
        package var partitions: [OngoingPartitionReassignment] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var topics: [OngoingTopicReassignment] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("topics", &topics)
    }
}
