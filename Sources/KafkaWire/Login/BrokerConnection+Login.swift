internal import Synchronization

// SASL over SaslHandshake and SaslAuthenticate (KIP-152).
extension BrokerConnection {
    /// How long the last login counts; zero where it has no end before the connection has (KIP-368).
    package var sessionLifetime: Duration { .milliseconds(lifetimeOfLogin.load(ordering: .relaxed)) }

    /// Logs in once more over the same connection, as the settings say; nothing happens where they have no login.
    package func logInAgain(_ settings: WireSettings) async throws(WireError) {
        if let sasl = settings.sasl { try await logIn(sasl, within: requestLimit) }
    }

    func logIn(_ credentials: SaslCredentials, within limit: Duration) async throws(WireError) {
        let mechanism = credentials.mechanism.rawValue
        let handshake = try await send(SaslHandshakeRequest { $0.mechanism = mechanism }, within: limit)
        guard handshake.errorCode == .none else {
            guard handshake.errorCode == .unsupportedSaslMechanism else {
                throw .refused(handshake.errorCode, at: "\(broker)", "the login with \(mechanism)")
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
        let response = try await send(SaslAuthenticateRequest { $0.authBytes = Array(token.utf8)[...] }, within: limit)
        guard response.errorCode == .none else {
            // The broker's own words may repeat what was sent.
            let words = response.errorMessage.map { ": " + credentials.password.redacted(from: $0) } ?? ""
            throw WireError(
                response.errorCode == .saslAuthenticationFailed ? .authentication : .refused(response.errorCode),
                at: "\(broker)", "login as '\(credentials.username)': \(response.errorCode)\(words)",
                remedy: response.errorCode.remedy)
        }
        lifetimeOfLogin.store(response.sessionLifetimeMs, ordering: .relaxed)
        guard let text = String(validating: response.authBytes, as: UTF8.self) else {
            throw .malformed(at: "\(broker)", "the broker's SASL token is no UTF-8 text")
        }
        return text
    }
}
