// DeleteGroups, key 42, versions 0 to 2.

/// Deletes groups (KIP-229).
package struct DeleteGroupsRequest: WireRequest {
    package typealias Response = DeleteGroupsResponse
    package static let api = WireAPI(key: 42, name: "DeleteGroups", versions: 0...2, firstFlexible: 2)

    package var groupsNames: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("groups_names", &groupsNames)
    }
}

/// The answer to `DeleteGroupsRequest`.
package struct DeleteGroupsResponse: WireStructure {
    package struct GroupResult: WireStructure {
        package var groupID = ""
        package var errorCode = BrokerCode.none

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("group_id", &groupID)
            try code.field("error_code", &errorCode)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [GroupResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
