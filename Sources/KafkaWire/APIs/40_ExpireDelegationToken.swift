// ExpireDelegationToken, key 40, versions 1 to 2.

/// Ends a delegation token (KIP-48).
package struct ExpireDelegationTokenRequest: WireRequest {
    package typealias Response = ExpireDelegationTokenResponse
    package static let api = WireAPI(key: 40, name: "ExpireDelegationToken", versions: 1...2, firstFlexible: 2)

    package var hmac: WireBytes = []
    package var expiryTimePeriodMs: Int64 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("hmac", &hmac)
        try code.field("expiry_time_period_ms", &expiryTimePeriodMs)
    }
}

/// The answer to `ExpireDelegationTokenRequest`.
package struct ExpireDelegationTokenResponse: WireStructure {
    package var errorCode = BrokerCode.none
    package var expiryTimestampMs: Int64 = 0
    package var throttleTimeMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("expiry_timestamp_ms", &expiryTimestampMs)
        try code.field("throttle_time_ms", &throttleTimeMs)
    }
}
