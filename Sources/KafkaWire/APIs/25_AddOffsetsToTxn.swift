// AddOffsetsToTxn, key 25, versions 0 to 4.

/// Adds a group's offsets to a transaction (KIP-98).
package struct AddOffsetsToTxnRequest: WireRequest {
    package typealias Response = AddOffsetsToTxnResponse
    package static let api = WireAPI(key: 25, name: "AddOffsetsToTxn", versions: 0...4, firstFlexible: 3)

    package var transactionalID = ""
    package var producerID: Int64 = 0
    package var producerEpoch: Int16 = 0
    package var groupID = ""

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_id", &transactionalID)
        try code.field("producer_id", &producerID)
        try code.field("producer_epoch", &producerEpoch)
        try code.field("group_id", &groupID)
    }
}

/// The answer to `AddOffsetsToTxnRequest`.
package struct AddOffsetsToTxnResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
    }
}
