// AlterConfigs, key 33, versions 0 to 2.

/// Replaces the configs of a resource (KIP-133); its successor changes single keys.
package struct AlterConfigsRequest: WireRequest {
    package typealias Response = AlterConfigsResponse
    package static let api = WireAPI(key: 33, name: "AlterConfigs", versions: 0...2, firstFlexible: 2)

    package struct Resource: WireStructure {
        package struct AlterableConfig: WireStructure {
            package var name = ""
            package var value: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("value", &value)
            }
        }

        package var resourceType: Int8 = 0
        package var resourceName = ""
        package var configs: [AlterableConfig] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
            try code.field("configs", &configs)
        }
    }

    package var resources: [Resource] = []
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("resources", &resources)
        try code.field("validate_only", &validateOnly)
    }
}

/// The answer to `AlterConfigsRequest`.
package struct AlterConfigsResponse: WireStructure {
    package struct ResourceResponse: WireStructure {
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var resourceType: Int8 = 0
        package var resourceName = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var responses: [ResourceResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("responses", &responses)
    }
}
