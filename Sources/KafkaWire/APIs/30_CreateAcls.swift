// CreateAcls, key 30, versions 1 to 3.

/// Creates access control entries (KIP-140).
package struct CreateAclsRequest: WireRequest {
    package typealias Response = CreateAclsResponse
    package static let api = WireAPI(key: 30, name: "CreateAcls", versions: 1...3, firstFlexible: 2)

    package struct AclCreation: WireStructure {
        package var resourceType: Int8 = 0
        package var resourceName = ""
        package var resourcePatternType: Int8 = 3
        package var principal = ""
        package var host = ""
        package var operation: Int8 = 0
        package var permissionType: Int8 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
            try code.field("resource_pattern_type", &resourcePatternType)
            try code.field("principal", &principal)
            try code.field("host", &host)
            try code.field("operation", &operation)
            try code.field("permission_type", &permissionType)
        }
    }

    package var creations: [AclCreation] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("creations", &creations)
    }
}

/// The answer to `CreateAclsRequest`.
package struct CreateAclsResponse: WireStructure {
    package struct AclCreationResult: WireStructure {
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [AclCreationResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
