// ApiVersions, key 18, versions 0 to 4.

/// Asks a broker which APIs and versions it offers.
package struct ApiVersionsRequest: WireRequest {
    package typealias Response = ApiVersionsResponse
    package static let api = WireAPI(key: 18, name: "ApiVersions", versions: 0...4, firstFlexible: 3)

    package var clientSoftwareName = ""
    package var clientSoftwareVersion = ""

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("client_software_name", &clientSoftwareName, since: 3)
        try code.field("client_software_version", &clientSoftwareVersion, since: 3)
    }
}

/// The answer to `ApiVersionsRequest`.
package struct ApiVersionsResponse: WireStructure {
    package struct ApiVersion: WireStructure {
        package var apiKey: Int16 = 0
        package var minVersion: Int16 = 0
        package var maxVersion: Int16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("api_key", &apiKey)
            try code.field("min_version", &minVersion)
            try code.field("max_version", &maxVersion)
        }
    }

    package struct SupportedFeatureKey: WireStructure {
        package var name = ""
        package var minVersion: Int16 = 0
        package var maxVersion: Int16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, since: 3)
            try code.field("min_version", &minVersion, since: 3)
            try code.field("max_version", &maxVersion, since: 3)
        }
    }

    package struct FinalizedFeatureKey: WireStructure {
        package var name = ""
        package var maxVersionLevel: Int16 = 0
        package var minVersionLevel: Int16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, since: 3)
            try code.field("max_version_level", &maxVersionLevel, since: 3)
            try code.field("min_version_level", &minVersionLevel, since: 3)
        }
    }

    package var errorCode = BrokerCode.none
    package var apiKeys: [ApiVersion] = []
    package var throttleTimeMs: Int32 = 0
    package var supportedFeatures: [SupportedFeatureKey] = []
    package var finalizedFeaturesEpoch: Int64 = -1
    package var finalizedFeatures: [FinalizedFeatureKey] = []
    package var zkMigrationReady = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        // A broker that does not know the version answers in version 0 (KIP-511), and not every one fills it in.
        if code.version > 0, errorCode == .unsupportedVersion, code.goOnInVersionZero(width: 6) { return }
        try code.field("api_keys", &apiKeys)
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.tagged(0, "supported_features", &supportedFeatures, unless: [], since: 3)
        try code.tagged(1, "finalized_features_epoch", &finalizedFeaturesEpoch, unless: -1, since: 3)
        try code.tagged(2, "finalized_features", &finalizedFeatures, unless: [], since: 3)
        try code.tagged(3, "zk_migration_ready", &zkMigrationReady, unless: false, since: 3)
    }
}
