// RenewDelegationToken, key 39, versions 1 to 2.

/// Renews a delegation token (KIP-48).
package struct RenewDelegationTokenRequest: WireRequest {
    package typealias Response = RenewDelegationTokenResponse
    package static let api = WireAPI(key: 39, name: "RenewDelegationToken", versions: 1...2, firstFlexible: 2)

    package var hmac: WireBytes = []
    package var renewPeriodMs: Int64 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("hmac", &hmac)
        try code.field("renew_period_ms", &renewPeriodMs)
    }
}

/// The answer to `RenewDelegationTokenRequest`.
package struct RenewDelegationTokenResponse: WireStructure {
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
