// Heartbeat, key 12, versions 0 to 4.

/// Keeps a member of a classic group alive.
package struct HeartbeatRequest: WireRequest {
    package typealias Response = HeartbeatResponse
    package static let api = WireAPI(key: 12, name: "Heartbeat", versions: 0...4, firstFlexible: 4)

    package var groupID = ""
    package var generationID: Int32 = 0
    package var memberID = ""
    package var groupInstanceID: String?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("generation_id", &generationID)
        try code.field("member_id", &memberID)
        try code.field("group_instance_id", &groupInstanceID, since: 3)
    }
}

/// The answer to `HeartbeatRequest`.
package struct HeartbeatResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("error_code", &errorCode)
    }
}
