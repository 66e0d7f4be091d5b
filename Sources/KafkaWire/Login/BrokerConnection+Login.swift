internal import Synchronization

/// What is known of a connection's login.
struct LoginSession: Sendable {
    /// nil before the first login.
    var credentials: SaslCredentials?
    var lifetime: Duration?
}

// SASL over SaslHandshake and SaslAuthenticate (KIP-152), and again before the session ends (KIP-368).
extension BrokerConnection {
    /// How long the last login holds, as the broker told then; nil where it named no end, or nobody logged in.
    ///
    /// A broker hangs up on a session that is over. `logInAgain` begins a new one on the same connection.
    package var sessionLifetime: Duration? { session.withLock { $0.lifetime } }

    /// Logs in again on the live connection as the same user (KIP-368).
    ///
    /// Brokers before Kafka 2.2 take no second login. Without a first one it is an error.
    package func logInAgain(within limit: Duration? = nil) async throws(WireError) {
        guard let credentials = session.withLock({ $0.credentials }) else {
            throw .settings(
                "security.protocol", "nobody is logged in on the connection",
                remedy: "Only a sasl_plaintext or sasl_ssl connection has a login to renew")
        }
        try await logIn(credentials, by: Deadline(in: limit ?? requestLimit))
    }

    func logIn(_ credentials: SaslCredentials, by deadline: Deadline) async throws(WireError) {
        let mechanism = credentials.mechanism.rawValue
        let handshake = try await send(SaslHandshakeRequest { $0.mechanism = mechanism }, within: deadline.remaining)
        guard handshake.errorCode == .none else {
            guard handshake.errorCode == .unsupportedSaslMechanism else {
                throw .refused(handshake.errorCode, at: "\(broker)", "the login with \(mechanism)")
            }
            throw WireError(
                .authentication, at: "\(broker)",
                "the broker has no \(mechanism); it has \(handshake.mechanisms.joined(separator: ", "))",
                remedy: BrokerCode.unsupportedSaslMechanism.remedy)
        }
        let last: SaslAuthenticateResponse
        switch credentials.mechanism {
        case .plain:
            let text = "\0\(credentials.username)\0\(credentials.password.value)"
            last = try await exchange(text, credentials, by: deadline)
        case .scramSHA256, .scramSHA512:
            let scram = ScramExchange(credentials, place: "\(broker)")
            let challenge = try text(of: try await exchange(scram.first, credentials, by: deadline))
            let final = try scram.final(answering: challenge)
            last = try await exchange(final.message, credentials, by: deadline)
            try scram.verify(try text(of: last), against: final.serverSignature)
        case .oauthBearer:
            last = try await showBearerToken(credentials, by: deadline)
        }
        let milliseconds = last.sessionLifetimeMs
        session.withLock {
            $0.credentials = credentials
            $0.lifetime = milliseconds > 0 ? .milliseconds(milliseconds) : nil
        }
    }

    /// A token in one message (KIP-255, RFC 7628).
    ///
    /// A broker that refuses it says why and waits for a byte before it ends the login.
    private func showBearerToken(
        _ credentials: SaslCredentials, by deadline: Deadline
    ) async throws(WireError) -> SaslAuthenticateResponse {
        let token = credentials.bearerToken()
        let shown = SaslCredentials(mechanism: .oauthBearer, username: credentials.username, password: token)
        let message = BearerToken.firstMessage(token: token.value, extensions: credentials.unsecured?.extensions ?? [:])
        let response = try await exchange(message, shown, by: deadline)
        guard !response.authBytes.isEmpty else { return response }
        let reason = token.redacted(from: try text(of: response))
        do {
            _ = try await exchange("\u{1}", shown, by: deadline)
        } catch {
            guard error.kind == .authentication else { throw error }
        }
        throw WireError(
            .authentication, at: "\(broker)", "the broker refuses the token: \(reason)",
            remedy: "See that the token is for this cluster and not over")
    }

    /// Sends one token of the login and returns the broker's answer.
    private func exchange(
        _ token: String, _ credentials: SaslCredentials, by deadline: Deadline
    ) async throws(WireError) -> SaslAuthenticateResponse {
        let response = try await send(
            SaslAuthenticateRequest { $0.authBytes = Array(token.utf8)[...] }, within: deadline.remaining)
        guard response.errorCode == .none else {
            // The broker's own words may repeat what was sent.
            let words = response.errorMessage.map { ": " + credentials.password.redacted(from: $0) } ?? ""
            let remedy =
                credentials.mechanism == .oauthBearer
                ? "See that the token is for this cluster and not over" : response.errorCode.remedy
            throw WireError(
                response.errorCode == .saslAuthenticationFailed ? .authentication : .refused(response.errorCode),
                at: "\(broker)", "login as '\(credentials.username)': \(response.errorCode)\(words)", remedy: remedy)
        }
        return response
    }

    private func text(of response: SaslAuthenticateResponse) throws(WireError) -> String {
        guard let text = String(validating: response.authBytes, as: UTF8.self) else {
            throw .malformed(at: "\(broker)", "the broker's SASL token is no UTF-8 text")
        }
        return text
    }
}
