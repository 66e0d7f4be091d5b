// UpdateFeatures, key 57, versions 0 to 2.

/// Changes the levels of features (KIP-584).
package struct UpdateFeaturesRequest: WireRequest {
    package typealias Response = UpdateFeaturesResponse
    package static let api = WireAPI(key: 57, name: "UpdateFeatures", versions: 0...2, firstFlexible: 0)

    package struct FeatureUpdateKey: WireStructure {
        package var feature = ""
        package var maxVersionLevel: Int16 = 0
        package var allowDowngrade = false
        package var upgradeType: Int8 = 1

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("feature", &feature)
            try code.field("max_version_level", &maxVersionLevel)
            try code.field("allow_downgrade", &allowDowngrade, through: 0)
            try code.field("upgrade_type", &upgradeType, since: 1)
        }
    }

    package var timeoutMs: Int32 = 60_000
    package var featureUpdates: [FeatureUpdateKey] = []
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("timeout_ms", &timeoutMs)
        try code.field("feature_updates", &featureUpdates)
        try code.field("validate_only", &validateOnly, since: 1)
    }
}

/// The answer to `UpdateFeaturesRequest`.
package struct UpdateFeaturesResponse: WireStructure {
    package struct UpdatableFeatureResult: WireStructure {
        package var feature = ""
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("feature", &feature)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var results: [UpdatableFeatureResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("results", &results, through: 1)
    }
}
