// SyncGroup, key 14, versions 0 to 5.

/// Hands the leader's assignment to a classic group, and gets one's own.
package struct SyncGroupRequest: WireRequest {
    package typealias Response = SyncGroupResponse
    package static let api = WireAPI(key: 14, name: "SyncGroup", versions: 0...5, firstFlexible: 4)

    package struct Assignment: WireStructure {
        package var memberID = ""
        package var assignment: WireBytes = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("member_id", &memberID)
            try code.field("assignment", &assignment)
        }
    }

    package var groupID = ""
    package var generationID: Int32 = 0
    package var memberID = ""
    package var groupInstanceID: String?
    package var protocolType: String?
    package var protocolName: String?
    package var assignments: [Assignment] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("generation_id", &generationID)
        try code.field("member_id", &memberID)
        try code.field("group_instance_id", &groupInstanceID, since: 3)
        try code.field("protocol_type", &protocolType, since: 5)
        try code.field("protocol_name", &protocolName, since: 5)
        try code.field("assignments", &assignments)
    }
}

/// The answer to `SyncGroupRequest`.
package struct SyncGroupResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var protocolType: String?
    package var protocolName: String?
    package var assignment: WireBytes = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("error_code", &errorCode)
        try code.field("protocol_type", &protocolType, since: 5)
        try code.field("protocol_name", &protocolName, since: 5)
        try code.field("assignment", &assignment)
    }
}
