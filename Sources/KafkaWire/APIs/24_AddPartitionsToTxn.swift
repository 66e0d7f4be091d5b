// AddPartitionsToTxn, key 24, versions 0 to 5.

/// Adds partitions to a transaction (KIP-98).
package struct AddPartitionsToTxnRequest: WireRequest {
    package typealias Response = AddPartitionsToTxnResponse
    package static let api = WireAPI(key: 24, name: "AddPartitionsToTxn", versions: 0...5, firstFlexible: 3)

    package struct Topic: WireStructure {
        package var name = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package struct Transaction: WireStructure {
        package var transactionalID = ""
        package var producerID: Int64 = 0
        package var producerEpoch: Int16 = 0
        package var verifyOnly = false
        package var topics: [Topic] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("transactional_id", &transactionalID, since: 4)
            try code.field("producer_id", &producerID, since: 4)
            try code.field("producer_epoch", &producerEpoch, since: 4)
            try code.field("verify_only", &verifyOnly, since: 4)
            try code.field("topics", &topics, since: 4)
        }
    }

    package var transactions: [Transaction] = []
    package var v3AndBelowTransactionalID = ""
    package var v3AndBelowProducerID: Int64 = 0
    package var v3AndBelowProducerEpoch: Int16 = 0
    package var v3AndBelowTopics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactions", &transactions, since: 4)
        try code.field("v3_and_below_transactional_id", &v3AndBelowTransactionalID, through: 3)
        try code.field("v3_and_below_producer_id", &v3AndBelowProducerID, through: 3)
        try code.field("v3_and_below_producer_epoch", &v3AndBelowProducerEpoch, through: 3)
        try code.field("v3_and_below_topics", &v3AndBelowTopics, through: 3)
    }
}

/// The answer to `AddPartitionsToTxnRequest`.
package struct AddPartitionsToTxnResponse: WireStructure {
    package struct TopicResult: WireStructure {
        package var name = ""
        package var resultsByPartition: [PartitionResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("results_by_partition", &resultsByPartition)
        }
    }

    package struct PartitionResult: WireStructure {
        package var partitionIndex: Int32 = 0
        package var partitionErrorCode = BrokerCode.none

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("partition_index", &partitionIndex)
            try code.field("partition_error_code", &partitionErrorCode)
        }
    }

    package struct AddPartitionsToTxnResult: WireStructure {
        package var transactionalID = ""
        package var topicResults: [TopicResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("transactional_id", &transactionalID, since: 4)
            try code.field("topic_results", &topicResults, since: 4)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var resultsByTransaction: [AddPartitionsToTxnResult] = []
    package var resultsByTopicV3AndBelow: [TopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode, since: 4)
        try code.field("results_by_transaction", &resultsByTransaction, since: 4)
        try code.field("results_by_topic_v3_and_below", &resultsByTopicV3AndBelow, through: 3)
    }
}
