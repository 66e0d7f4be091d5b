// EndTxn, key 26, versions 0 to 5.

/// Commits or aborts a transaction (KIP-98).
package struct EndTxnRequest: WireRequest {
    package typealias Response = EndTxnResponse
    package static let api = WireAPI(key: 26, name: "EndTxn", versions: 0...5, firstFlexible: 3)

    package var transactionalID = ""
    package var producerID: Int64 = 0
    package var producerEpoch: Int16 = 0
    package var committed = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_id", &transactionalID)
        try code.field("producer_id", &producerID)
        try code.field("producer_epoch", &producerEpoch)
        try code.field("committed", &committed)
    }
}

/// The answer to `EndTxnRequest`.
package struct EndTxnResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("producer_id", &producerID, since: 5)
        try code.field("producer_epoch", &producerEpoch, since: 5)
    }
}
