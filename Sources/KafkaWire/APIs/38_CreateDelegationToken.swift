// CreateDelegationToken, key 38, versions 1 to 3.

/// Creates a delegation token (KIP-48).
package struct CreateDelegationTokenRequest: WireRequest {
    package typealias Response = CreateDelegationTokenResponse
    package static let api = WireAPI(key: 38, name: "CreateDelegationToken", versions: 1...3, firstFlexible: 2)

    package struct Renewers: WireStructure {
        package var principalType = ""
        package var principalName = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("principal_type", &principalType)
            try code.field("principal_name", &principalName)
        }
    }

    package var ownerPrincipalType: String? = ""
    package var ownerPrincipalName: String? = ""
    package var renewers: [Renewers] = []
    package var maxLifetimeMs: Int64 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("owner_principal_type", &ownerPrincipalType, since: 3)
        try code.field("owner_principal_name", &ownerPrincipalName, since: 3)
        try code.field("renewers", &renewers)
        try code.field("max_lifetime_ms", &maxLifetimeMs)
    }
}

/// The answer to `CreateDelegationTokenRequest`.
package struct CreateDelegationTokenResponse: WireStructure {
    package var errorCode = BrokerCode.none
    package var principalType = ""
    package var principalName = ""
    package var tokenRequesterPrincipalType = ""
    package var tokenRequesterPrincipalName = ""
    package var issueTimestampMs: Int64 = 0
    package var expiryTimestampMs: Int64 = 0
    package var maxTimestampMs: Int64 = 0
    package var tokenID = ""
    package var hmac: WireBytes = []
    package var throttleTimeMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("principal_type", &principalType)
        try code.field("principal_name", &principalName)
        try code.field("token_requester_principal_type", &tokenRequesterPrincipalType, since: 3)
        try code.field("token_requester_principal_name", &tokenRequesterPrincipalName, since: 3)
        try code.field("issue_timestamp_ms", &issueTimestampMs)
        try code.field("expiry_timestamp_ms", &expiryTimestampMs)
        try code.field("max_timestamp_ms", &maxTimestampMs)
        try code.field("token_id", &tokenID)
        try code.field("hmac", &hmac)
        try code.field("throttle_time_ms", &throttleTimeMs)
    }
}
