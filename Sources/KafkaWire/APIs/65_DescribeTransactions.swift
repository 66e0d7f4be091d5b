// DescribeTransactions, key 65, versions 0.

/// Describes transactions (KIP-664).
package struct DescribeTransactionsRequest: WireRequest {
    package typealias Response = DescribeTransactionsResponse
    package static let api = WireAPI(key: 65, name: "DescribeTransactions", versions: 0...0, firstFlexible: 0)

    package var transactionalIDs: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_ids", &transactionalIDs)
    }
}

/// The answer to `DescribeTransactionsRequest`.
package struct DescribeTransactionsResponse: WireStructure {
    package struct TransactionState: WireStructure {
        package struct TopicData: WireStructure {
            package var topic = ""
            package var partitions: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("topic", &topic)
                try code.field("partitions", &partitions)
            }
        }

        package var errorCode = BrokerCode.none
        package var transactionalID = ""
        package var transactionState = ""
        package var transactionTimeoutMs: Int32 = 0
        package var transactionStartTimeMs: Int64 = 0
        package var producerID: Int64 = 0
        package var producerEpoch: Int16 = 0
        package var topics: [TopicData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("transactional_id", &transactionalID)
            try code.field("transaction_state", &transactionState)
            try code.field("transaction_timeout_ms", &transactionTimeoutMs)
            try code.field("transaction_start_time_ms", &transactionStartTimeMs)
            try code.field("producer_id", &producerID)
            try code.field("producer_epoch", &producerEpoch)
            try code.field("topics", &topics)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var transactionStates: [TransactionState] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("transaction_states", &transactionStates)
    }
}
