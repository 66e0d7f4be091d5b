// DescribeClientQuotas, key 48, versions 0 to 1.

/// Describes quotas (KIP-546).
package struct DescribeClientQuotasRequest: WireRequest {
    package typealias Response = DescribeClientQuotasResponse
    package static let api = WireAPI(key: 48, name: "DescribeClientQuotas", versions: 0...1, firstFlexible: 1)

    package struct ComponentData: WireStructure {
        package var entityType = ""
        package var matchType: Int8 = 0
        package var match: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("entity_type", &entityType)
            try code.field("match_type", &matchType)
            try code.field("match", &match)
        }
    }

    package var components: [ComponentData] = []
    package var strict = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("components", &components)
        try code.field("strict", &strict)
    }
}

/// The answer to `DescribeClientQuotasRequest`.
package struct DescribeClientQuotasResponse: WireStructure {
    package struct EntryData: WireStructure {
        package struct EntityData: WireStructure {
            package var entityType = ""
            package var entityName: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("entity_type", &entityType)
                try code.field("entity_name", &entityName)
            }
        }

        package struct ValueData: WireStructure {
            package var key = ""
            package var value: Double = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("key", &key)
                try code.field("value", &value)
            }
        }

        package var entity: [EntityData] = []
        package var values: [ValueData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("entity", &entity)
            try code.field("values", &values)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var entries: [EntryData]? = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("entries", &entries)
    }
}
