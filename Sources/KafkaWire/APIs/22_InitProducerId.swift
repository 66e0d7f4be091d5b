// InitProducerId, key 22, versions 0 to 6.

/// Gets a producer id, and fences whoever had the transactional id before (KIP-98).
package struct InitProducerIdRequest: WireRequest {
    package typealias Response = InitProducerIdResponse
    package static let api = WireAPI(key: 22, name: "InitProducerId", versions: 0...6, firstFlexible: 2)

    package var transactionalID: String? = ""
    package var transactionTimeoutMs: Int32 = 0
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1
    package var enable2Pc = false
    package var keepPreparedTxn = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_id", &transactionalID)
        try code.field("transaction_timeout_ms", &transactionTimeoutMs)
        try code.field("producer_id", &producerID, since: 3)
        try code.field("producer_epoch", &producerEpoch, since: 3)
        try code.field("enable2_pc", &enable2Pc, since: 6)
        try code.field("keep_prepared_txn", &keepPreparedTxn, since: 6)
    }
}

/// The answer to `InitProducerIdRequest`.
package struct InitProducerIdResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = 0
    package var ongoingTxnProducerID: Int64 = -1
    package var ongoingTxnProducerEpoch: Int16 = -1

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("producer_id", &producerID)
        try code.field("producer_epoch", &producerEpoch)
        try code.field("ongoing_txn_producer_id", &ongoingTxnProducerID, since: 6)
        try code.field("ongoing_txn_producer_epoch", &ongoingTxnProducerEpoch, since: 6)
    }
}
