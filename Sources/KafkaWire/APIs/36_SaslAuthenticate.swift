// SaslAuthenticate, key 36: carries one SASL token each way (KIP-152).
//
// Versions spoken: 0 to 2.
// v1  session lifetime in the response (KIP-368)
// v2  flexible

/// Carries one token of the SASL mechanism.
package struct SaslAuthenticateRequest: WireRequest {
    package static let api = WireAPI(key: 36, name: "SaslAuthenticate", versions: 0...2, firstFlexible: 2)

    /// A secret: it may hold the password.
    var token: [UInt8]

    package func write(to writer: inout WireWriter) {
        writer.write(token)
        writer.endStructure()
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> SaslAuthenticateResponse {
        let code = try reader.code("error_code")
        let message = try reader.nullableString("error_message")
        let token = try reader.bytes("auth_bytes")
        if reader.version >= 1 { _ = try reader.int64("session_lifetime_ms") }
        try reader.skipTags()
        return SaslAuthenticateResponse(code: code, message: message, token: Array(token))
    }
}

/// The broker's token, or why it lets nobody in.
package struct SaslAuthenticateResponse: Sendable {
    var code: BrokerCode
    var message: String?
    var token: [UInt8]
}
