// LeaveGroup, key 13, versions 0 to 5.

/// Leaves a classic group, or takes static members out of it (KIP-345).
package struct LeaveGroupRequest: WireRequest {
    package typealias Response = LeaveGroupResponse
    package static let api = WireAPI(key: 13, name: "LeaveGroup", versions: 0...5, firstFlexible: 4)

    package struct MemberIdentity: WireStructure {
        package var memberID = ""
        package var groupInstanceID: String?
        package var reason: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("member_id", &memberID, since: 3)
            try code.field("group_instance_id", &groupInstanceID, since: 3)
            try code.field("reason", &reason, since: 5)
        }
    }

    package var groupID = ""
    package var memberID = ""
    package var members: [MemberIdentity] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID, through: 2)
        try code.field("members", &members, since: 3)
    }
}

/// The answer to `LeaveGroupRequest`.
package struct LeaveGroupResponse: WireStructure {
    package struct MemberResponse: WireStructure {
        package var memberID = ""
        package var groupInstanceID: String? = ""
        package var errorCode = BrokerCode.none

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("member_id", &memberID, since: 3)
            try code.field("group_instance_id", &groupInstanceID, since: 3)
            try code.field("error_code", &errorCode, since: 3)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var members: [MemberResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("error_code", &errorCode)
        try code.field("members", &members, since: 3)
    }
}
