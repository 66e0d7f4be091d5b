// GetTelemetrySubscriptions, key 71, versions 0.

/// Asks which metrics a client is to push (KIP-714).
package struct GetTelemetrySubscriptionsRequest: WireRequest {
    package typealias Response = GetTelemetrySubscriptionsResponse
    package static let api = WireAPI(key: 71, name: "GetTelemetrySubscriptions", versions: 0...0, firstFlexible: 0)

    package var clientInstanceID = WireID.zero

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("client_instance_id", &clientInstanceID)
    }
}

/// The answer to `GetTelemetrySubscriptionsRequest`.
package struct GetTelemetrySubscriptionsResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var clientInstanceID = WireID.zero
    package var subscriptionID: Int32 = 0
    package var acceptedCompressionTypes: [Int8] = []
    package var pushIntervalMs: Int32 = 0
    package var telemetryMaxBytes: Int32 = 0
    package var deltaTemporality = false
    package var requestedMetrics: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("client_instance_id", &clientInstanceID)
        try code.field("subscription_id", &subscriptionID)
        try code.field("accepted_compression_types", &acceptedCompressionTypes)
        try code.field("push_interval_ms", &pushIntervalMs)
        try code.field("telemetry_max_bytes", &telemetryMaxBytes)
        try code.field("delta_temporality", &deltaTemporality)
        try code.field("requested_metrics", &requestedMetrics)
    }
}
