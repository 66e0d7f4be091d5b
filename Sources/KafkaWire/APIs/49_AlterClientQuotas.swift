// AlterClientQuotas, key 49, versions 0 to 1.

/// Changes quotas (KIP-546).
package struct AlterClientQuotasRequest: WireRequest {
    package typealias Response = AlterClientQuotasResponse
    package static let api = WireAPI(key: 49, name: "AlterClientQuotas", versions: 0...1, firstFlexible: 1)

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

        package struct OpData: WireStructure {
            package var key = ""
            package var value: Double = 0
            package var remove = false

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("key", &key)
                try code.field("value", &value)
                try code.field("remove", &remove)
            }
        }

        package var entity: [EntityData] = []
        package var ops: [OpData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("entity", &entity)
            try code.field("ops", &ops)
        }
    }

    package var entries: [EntryData] = []
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("entries", &entries)
        try code.field("validate_only", &validateOnly)
    }
}

/// The answer to `AlterClientQuotasRequest`.
package struct AlterClientQuotasResponse: WireStructure {
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

        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var entity: [EntityData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("entity", &entity)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var entries: [EntryData] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("entries", &entries)
    }
}
