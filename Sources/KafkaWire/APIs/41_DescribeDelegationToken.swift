// DescribeDelegationToken, key 41, versions 1 to 3.

/// Describes delegation tokens (KIP-48).
package struct DescribeDelegationTokenRequest: WireRequest {
    package typealias Response = DescribeDelegationTokenResponse
    package static let api = WireAPI(key: 41, name: "DescribeDelegationToken", versions: 1...3, firstFlexible: 2)

    package struct Owner: WireStructure {
        package var principalType = ""
        package var principalName = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("principal_type", &principalType)
            try code.field("principal_name", &principalName)
        }
    }

    package var owners: [Owner]? = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("owners", &owners)
    }
}

/// The answer to `DescribeDelegationTokenRequest`.
package struct DescribeDelegationTokenResponse: WireStructure {
    package struct DescribedDelegationToken: WireStructure {
        package struct DescribedDelegationTokenRenewer: WireStructure {
            package var principalType = ""
            package var principalName = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("principal_type", &principalType)
                try code.field("principal_name", &principalName)
            }
        }

        package var principalType = ""
        package var principalName = ""
        package var tokenRequesterPrincipalType = ""
        package var tokenRequesterPrincipalName = ""
        package var issueTimestamp: Int64 = 0
        package var expiryTimestamp: Int64 = 0
        package var maxTimestamp: Int64 = 0
        package var tokenID = ""
        package var hmac: WireBytes = []
        package var renewers: [DescribedDelegationTokenRenewer] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("principal_type", &principalType)
            try code.field("principal_name", &principalName)
            try code.field("token_requester_principal_type", &tokenRequesterPrincipalType, since: 3)
            try code.field("token_requester_principal_name", &tokenRequesterPrincipalName, since: 3)
            try code.field("issue_timestamp", &issueTimestamp)
            try code.field("expiry_timestamp", &expiryTimestamp)
            try code.field("max_timestamp", &maxTimestamp)
            try code.field("token_id", &tokenID)
            try code.field("hmac", &hmac)
            try code.field("renewers", &renewers)
        }
    }

    package var errorCode = BrokerCode.none
    package var tokens: [DescribedDelegationToken] = []
    package var throttleTimeMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("tokens", &tokens)
        try code.field("throttle_time_ms", &throttleTimeMs)
    }
}
