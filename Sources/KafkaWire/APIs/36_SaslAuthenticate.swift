// SaslAuthenticate, key 36, versions 0 to 2.

/// Carries one token of a SASL login (KIP-152).
package struct SaslAuthenticateRequest: WireRequest {
    package typealias Response = SaslAuthenticateResponse
    package static let api = WireAPI(key: 36, name: "SaslAuthenticate", versions: 0...2, firstFlexible: 2)

    package var authBytes: WireBytes = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("auth_bytes", &authBytes)
    }
}

/// The answer to `SaslAuthenticateRequest`.
package struct SaslAuthenticateResponse: WireStructure {
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var authBytes: WireBytes = []
    package var sessionLifetimeMs: Int64 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("auth_bytes", &authBytes)
        try code.field("session_lifetime_ms", &sessionLifetimeMs, since: 1)
    }
}
