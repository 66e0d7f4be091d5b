// ListConfigResources, key 74, versions 0 to 1.

/// Lists resources that have configs (KIP-1142).
package struct ListConfigResourcesRequest: WireRequest {
    package typealias Response = ListConfigResourcesResponse
    package static let api = WireAPI(key: 74, name: "ListConfigResources", versions: 0...1, firstFlexible: 0)

    package var resourceTypes: [Int8] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("resource_types", &resourceTypes, since: 1)
    }
}

/// The answer to `ListConfigResourcesRequest`.
package struct ListConfigResourcesResponse: WireStructure {
    package struct ConfigResource: WireStructure {
        package var resourceName = ""
        package var resourceType: Int8 = 16

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_name", &resourceName)
            try code.field("resource_type", &resourceType, since: 1)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var configResources: [ConfigResource] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("config_resources", &configResources)
    }
}
