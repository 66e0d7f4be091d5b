// SaslHandshake, key 17, versions 0 to 1.

/// Asks for a SASL mechanism.
package struct SaslHandshakeRequest: WireRequest {
    package typealias Response = SaslHandshakeResponse
    package static let api = WireAPI(key: 17, name: "SaslHandshake", versions: 0...1)

    package var mechanism = ""

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("mechanism", &mechanism)
    }
}

/// The answer to `SaslHandshakeRequest`.
package struct SaslHandshakeResponse: WireStructure {
    package var errorCode = BrokerCode.none
    package var mechanisms: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("mechanisms", &mechanisms)
    }
}
