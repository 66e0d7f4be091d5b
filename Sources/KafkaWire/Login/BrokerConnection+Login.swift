// SASL over SaslHandshake and SaslAuthenticate (KIP-152).
extension BrokerConnection {
    func logIn(_ credentials: SaslCredentials, within limit: Duration) async throws(WireError) {
        let mechanism = credentials.mechanism.rawValue
        let handshake = try await send(SaslHandshakeRequest(mechanism: mechanism), within: limit)
        guard handshake.code == .none else {
            guard handshake.code == .unsupportedSaslMechanism else {
                throw .refused(handshake.code, at: "\(broker)", "the login with \(mechanism)")
            }
            throw WireError(
                .authentication, at: "\(broker)",
                "the broker has no \(mechanism); it has \(handshake.mechanisms.joined(separator: ", "))",
                remedy: BrokerCode.unsupportedSaslMechanism.remedy)
        }
        switch credentials.mechanism {
        case .plain:
            let text = "\0\(credentials.username)\0\(credentials.password.value)"
            _ = try await exchange(text, credentials, within: limit)
        case .scramSHA256, .scramSHA512:
            let scram = ScramExchange(credentials, place: "\(broker)")
            let challenge = try await exchange(scram.first, credentials, within: limit)
            let final = try scram.final(answering: challenge)
            let answer = try await exchange(final.message, credentials, within: limit)
            try scram.verify(answer, against: final.serverSignature)
        }
    }

    /// Sends one token and returns the broker's.
    private func exchange(
        _ token: String, _ credentials: SaslCredentials, within limit: Duration
    ) async throws(WireError) -> String {
        let response = try await send(SaslAuthenticateRequest(token: Array(token.utf8)), within: limit)
        guard response.code == .none else {
            // The broker's own words may repeat what was sent.
            let words = response.message.map { ": " + credentials.password.redacted(from: $0) } ?? ""
            throw WireError(
                response.code == .saslAuthenticationFailed ? .authentication : .refused(response.code),
                at: "\(broker)", "login as '\(credentials.username)': \(response.code)\(words)",
                remedy: response.code.remedy)
        }
        guard let text = String(validating: response.token, as: UTF8.self) else {
            throw .malformed(at: "\(broker)", "the broker's SASL token is no UTF-8 text")
        }
        return text
    }
}
