// DeleteAcls, key 31, versions 1 to 3.

/// Deletes access control entries that filters match (KIP-140).
package struct DeleteAclsRequest: WireRequest {
    package typealias Response = DeleteAclsResponse
    package static let api = WireAPI(key: 31, name: "DeleteAcls", versions: 1...3, firstFlexible: 2)

    package struct Filter: WireStructure {
        package var resourceTypeFilter: Int8 = 0
        package var resourceNameFilter: String? = ""
        package var patternTypeFilter: Int8 = 3
        package var principalFilter: String? = ""
        package var hostFilter: String? = ""
        package var operation: Int8 = 0
        package var permissionType: Int8 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_type_filter", &resourceTypeFilter)
            try code.field("resource_name_filter", &resourceNameFilter)
            try code.field("pattern_type_filter", &patternTypeFilter)
            try code.field("principal_filter", &principalFilter)
            try code.field("host_filter", &hostFilter)
            try code.field("operation", &operation)
            try code.field("permission_type", &permissionType)
        }
    }

    package var filters: [Filter] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("filters", &filters)
    }
}

/// The answer to `DeleteAclsRequest`.
package struct DeleteAclsResponse: WireStructure {
    package struct FilterResult: WireStructure {
        package struct MatchingAcl: WireStructure {
            package var errorCode = BrokerCode.none
            package var errorMessage: String? = ""
            package var resourceType: Int8 = 0
            package var resourceName = ""
            package var patternType: Int8 = 3
            package var principal = ""
            package var host = ""
            package var operation: Int8 = 0
            package var permissionType: Int8 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
                try code.field("resource_type", &resourceType)
                try code.field("resource_name", &resourceName)
                try code.field("pattern_type", &patternType)
                try code.field("principal", &principal)
                try code.field("host", &host)
                try code.field("operation", &operation)
                try code.field("permission_type", &permissionType)
            }
        }

        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var matchingAcls: [MatchingAcl] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("matching_acls", &matchingAcls)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var filterResults: [FilterResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("filter_results", &filterResults)
    }
}
