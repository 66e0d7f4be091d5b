// JoinGroup, key 11, versions 0 to 9.

/// Joins a classic group, or rejoins it.
package struct JoinGroupRequest: WireRequest {
    package typealias Response = JoinGroupResponse
    package static let api = WireAPI(key: 11, name: "JoinGroup", versions: 0...9, firstFlexible: 6)

    package struct GroupProtocol: WireStructure {
        package var name = ""
        package var metadata: WireBytes = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("metadata", &metadata)
        }
    }

    package var groupID = ""
    package var sessionTimeoutMs: Int32 = 0
    package var rebalanceTimeoutMs: Int32 = -1
    package var memberID = ""
    package var groupInstanceID: String?
    package var protocolType = ""
    package var protocols: [GroupProtocol] = []
    package var reason: String?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("session_timeout_ms", &sessionTimeoutMs)
        try code.field("rebalance_timeout_ms", &rebalanceTimeoutMs, since: 1)
        try code.field("member_id", &memberID)
        try code.field("group_instance_id", &groupInstanceID, since: 5)
        try code.field("protocol_type", &protocolType)
        try code.field("protocols", &protocols)
        try code.field("reason", &reason, since: 8)
    }
}

/// The answer to `JoinGroupRequest`.
package struct JoinGroupResponse: WireStructure {
    package struct Member: WireStructure {
        package var memberID = ""
        package var groupInstanceID: String?
        package var metadata: WireBytes = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("member_id", &memberID)
            try code.field("group_instance_id", &groupInstanceID, since: 5)
            try code.field("metadata", &metadata)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var generationID: Int32 = -1
    package var protocolType: String?
    package var protocolName: String? = ""
    package var leader = ""
    package var skipAssignment = false
    package var memberID = ""
    package var members: [Member] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 2)
        try code.field("error_code", &errorCode)
        try code.field("generation_id", &generationID)
        try code.field("protocol_type", &protocolType, since: 7)
        try code.field("protocol_name", &protocolName)
        try code.field("leader", &leader)
        try code.field("skip_assignment", &skipAssignment, since: 9)
        try code.field("member_id", &memberID)
        try code.field("members", &members)
    }
}
