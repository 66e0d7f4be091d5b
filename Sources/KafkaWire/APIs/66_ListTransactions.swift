// ListTransactions, key 66, versions 0 to 2.

/// Lists transactions (KIP-664).
package struct ListTransactionsRequest: WireRequest {
    package typealias Response = ListTransactionsResponse
    package static let api = WireAPI(key: 66, name: "ListTransactions", versions: 0...2, firstFlexible: 0)

    package var stateFilters: [String] = []
    package var producerIDFilters: [Int64] = []
    package var durationFilter: Int64 = -1
    package var transactionalIDPattern: String?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("state_filters", &stateFilters)
        try code.field("producer_id_filters", &producerIDFilters)
        try code.field("duration_filter", &durationFilter, since: 1)
        try code.field("transactional_id_pattern", &transactionalIDPattern, since: 2)
    }
}

/// The answer to `ListTransactionsRequest`.
package struct ListTransactionsResponse: WireStructure {
    package struct TransactionState: WireStructure {
        package var transactionalID = ""
        package var producerID: Int64 = 0
        package var transactionState = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("transactional_id", &transactionalID)
            try code.field("producer_id", &producerID)
            try code.field("transaction_state", &transactionState)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var unknownStateFilters: [String] = []
    package var transactionStates: [TransactionState] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("unknown_state_filters", &unknownStateFilters)
        try code.field("transaction_states", &transactionStates)
    }
}
