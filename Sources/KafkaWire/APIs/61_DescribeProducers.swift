// DescribeProducers, key 61, versions 0.

/// Describes the producers that a partition knows (KIP-664).
package struct DescribeProducersRequest: WireRequest {
    package typealias Response = DescribeProducersResponse
    package static let api = WireAPI(key: 61, name: "DescribeProducers", versions: 0...0, firstFlexible: 0)

    package struct TopicRequest: WireStructure {
        package var name = ""
        package var partitionIndexes: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partition_indexes", &partitionIndexes)
        }
    }

    package var topics: [TopicRequest] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
    }
}

/// The answer to `DescribeProducersRequest`.
package struct DescribeProducersResponse: WireStructure {
    package struct TopicResponse: WireStructure {
        package struct PartitionResponse: WireStructure {
            package struct ProducerState: WireStructure {
                package var producerID: Int64 = 0
                package var producerEpoch: Int32 = 0
                package var lastSequence: Int32 = -1
                package var lastTimestamp: Int64 = -1
                package var coordinatorEpoch: Int32 = 0
                package var currentTxnStartOffset: Int64 = -1

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("producer_id", &producerID)
                    try code.field("producer_epoch", &producerEpoch)
                    try code.field("last_sequence", &lastSequence)
                    try code.field("last_timestamp", &lastTimestamp)
                    try code.field("coordinator_epoch", &coordinatorEpoch)
                    try code.field("current_txn_start_offset", &currentTxnStartOffset)
                }
            }

            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String?
            package var activeProducers: [ProducerState] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
                try code.field("active_producers", &activeProducers)
            }
        }

        package var name = ""
        package var partitions: [PartitionResponse] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [TopicResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
