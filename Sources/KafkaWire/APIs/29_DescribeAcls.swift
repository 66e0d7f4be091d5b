// DescribeAcls, key 29, versions 1 to 3.

/// Lists access control entries that a filter matches (KIP-140).
package struct DescribeAclsRequest: WireRequest {
    package typealias Response = DescribeAclsResponse
    package static let api = WireAPI(key: 29, name: "DescribeAcls", versions: 1...3, firstFlexible: 2)

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

/// The answer to `DescribeAclsRequest`.
package struct DescribeAclsResponse: WireStructure {
    package struct Resource: WireStructure {
        package struct AclDescription: WireStructure {
            package var principal = ""
            package var host = ""
            package var operation: Int8 = 0
            package var permissionType: Int8 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("principal", &principal)
                try code.field("host", &host)
                try code.field("operation", &operation)
                try code.field("permission_type", &permissionType)
            }
        }

        package var resourceType: Int8 = 0
        package var resourceName = ""
        package var patternType: Int8 = 3
        package var acls: [AclDescription] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
            try code.field("pattern_type", &patternType)
            try code.field("acls", &acls)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var resources: [Resource] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("resources", &resources)
    }
}
