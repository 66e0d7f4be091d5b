// IncrementalAlterConfigs, key 44, versions 0 to 1.

/// Changes single configs (KIP-339).
package struct IncrementalAlterConfigsRequest: WireRequest {
    package typealias Response = IncrementalAlterConfigsResponse
    package static let api = WireAPI(key: 44, name: "IncrementalAlterConfigs", versions: 0...1, firstFlexible: 1)

    package struct AlterConfigsResource: WireStructure {
        package struct AlterableConfig: WireStructure {
            package var name = ""
            package var configOperation: Int8 = 0
            package var value: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("config_operation", &configOperation)
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

    package var resources: [AlterConfigsResource] = []
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("resources", &resources)
        try code.field("validate_only", &validateOnly)
    }
}

/// The answer to `IncrementalAlterConfigsRequest`.
package struct IncrementalAlterConfigsResponse: WireStructure {
    package struct AlterConfigsResourceResponse: WireStructure {
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
    package var responses: [AlterConfigsResourceResponse] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("responses", &responses)
    }
}
