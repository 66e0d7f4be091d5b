// DescribeConfigs, key 32, versions 1 to 4.

/// Describes the configs of topics, brokers, loggers and groups (KIP-133).
package struct DescribeConfigsRequest: WireRequest {
    package typealias Response = DescribeConfigsResponse
    package static let api = WireAPI(key: 32, name: "DescribeConfigs", versions: 1...4, firstFlexible: 4)

    package struct Resource: WireStructure {
        package var resourceType: Int8 = 0
        package var resourceName = ""
        package var configurationKeys: [String]? = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
            try code.field("configuration_keys", &configurationKeys)
        }
    }

    package var resources: [Resource] = []
    package var includeSynonyms = false
    package var includeDocumentation = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("resources", &resources)
        try code.field("include_synonyms", &includeSynonyms)
        try code.field("include_documentation", &includeDocumentation, since: 3)
    }
}

/// The answer to `DescribeConfigsRequest`.
package struct DescribeConfigsResponse: WireStructure {
    package struct DescribeConfigsResult: WireStructure {
        package struct ResourceResult: WireStructure {
            package struct Synonym: WireStructure {
                package var name = ""
                package var value: String? = ""
                package var source: Int8 = 0

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("name", &name)
                    try code.field("value", &value)
                    try code.field("source", &source)
                }
            }

            package var name = ""
            package var value: String? = ""
            package var readOnly = false
            package var configSource: Int8 = -1
            package var isSensitive = false
            package var synonyms: [Synonym] = []
            package var configType: Int8 = 0
            package var documentation: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("value", &value)
                try code.field("read_only", &readOnly)
                try code.field("config_source", &configSource)
                try code.field("is_sensitive", &isSensitive)
                try code.field("synonyms", &synonyms)
                try code.field("config_type", &configType, since: 3)
                try code.field("documentation", &documentation, since: 3)
            }
        }

        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var resourceType: Int8 = 0
        package var resourceName = ""
        package var configs: [ResourceResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("resource_type", &resourceType)
            try code.field("resource_name", &resourceName)
            try code.field("configs", &configs)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [DescribeConfigsResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
