// SaslHandshake, key 17: names the SASL mechanism.
//
// Versions spoken: 1.
// v0  the tokens that follow have no Kafka header
// v1  the tokens travel in SaslAuthenticate (KIP-152)

/// Names the SASL mechanism that the next requests go through.
package struct SaslHandshakeRequest: WireRequest {
    package static let api = WireAPI(key: 17, name: "SaslHandshake", versions: 1...1)

    package var mechanism: String

    package init(mechanism: String) {
        self.mechanism = mechanism
    }

    package func write(to writer: inout WireWriter) {
        writer.write(mechanism)
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> SaslHandshakeResponse {
        SaslHandshakeResponse(
            code: try reader.code("error_code"),
            mechanisms: try reader.array("mechanisms") { (reader) throws(WireError) in
                try reader.string("mechanism")
            })
    }
}

/// Whether the broker has the mechanism, and which it has.
package struct SaslHandshakeResponse: Sendable {
    package var code: BrokerCode
    package var mechanisms: [String]
}
