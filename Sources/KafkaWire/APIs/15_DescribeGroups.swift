// DescribeGroups, key 15, versions 0 to 6.

/// Describes classic groups and their members.
package struct DescribeGroupsRequest: WireRequest {
    package typealias Response = DescribeGroupsResponse
    package static let api = WireAPI(key: 15, name: "DescribeGroups", versions: 0...6, firstFlexible: 5)

    package var groups: [String] = []
    package var includeAuthorizedOperations = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("groups", &groups)
        try code.field("include_authorized_operations", &includeAuthorizedOperations, since: 3)
    }
}

/// The answer to `DescribeGroupsRequest`.
package struct DescribeGroupsResponse: WireStructure {
    package struct DescribedGroup: WireStructure {
        package struct DescribedGroupMember: WireStructure {
            package var memberID = ""
            package var groupInstanceID: String?
            package var clientID = ""
            package var clientHost = ""
            package var memberMetadata: WireBytes = []
            package var memberAssignment: WireBytes = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("member_id", &memberID)
                try code.field("group_instance_id", &groupInstanceID, since: 4)
                try code.field("client_id", &clientID)
                try code.field("client_host", &clientHost)
                try code.field("member_metadata", &memberMetadata)
                try code.field("member_assignment", &memberAssignment)
            }
        }

        package var errorCode = BrokerCode.none
        package var errorMessage: String?
        package var groupID = ""
        package var groupState = ""
        package var protocolType = ""
        package var protocolData = ""
        package var members: [DescribedGroupMember] = []
        package var authorizedOperations: Int32 = -2_147_483_648

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage, since: 6)
            try code.field("group_id", &groupID)
            try code.field("group_state", &groupState)
            try code.field("protocol_type", &protocolType)
            try code.field("protocol_data", &protocolData)
            try code.field("members", &members)
            try code.field("authorized_operations", &authorizedOperations, since: 3)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var groups: [DescribedGroup] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("groups", &groups)
    }
}
