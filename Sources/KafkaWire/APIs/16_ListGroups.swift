// ListGroups, key 16, versions 0 to 5.

/// Lists the groups that a broker coordinates.
package struct ListGroupsRequest: WireRequest {
    package typealias Response = ListGroupsResponse
    package static let api = WireAPI(key: 16, name: "ListGroups", versions: 0...5, firstFlexible: 3)

    package var statesFilter: [String] = []
    package var typesFilter: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("states_filter", &statesFilter, since: 4)
        try code.field("types_filter", &typesFilter, since: 5)
    }
}

/// The answer to `ListGroupsRequest`.
package struct ListGroupsResponse: WireStructure {
    package struct ListedGroup: WireStructure {
        package var groupID = ""
        package var protocolType = ""
        package var groupState = ""
        package var groupType = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID)
            try code.field("protocol_type", &protocolType)
            try code.field("group_state", &groupState, since: 4)
            try code.field("group_type", &groupType, since: 5)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var groups: [ListedGroup] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("error_code", &errorCode)
        try code.field("groups", &groups)
    }
}
