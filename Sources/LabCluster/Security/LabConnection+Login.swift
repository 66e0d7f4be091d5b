internal import KafkaWire

extension LabConnection {
    /// Whether a request is to be served as far as the login goes.
    ///
    /// Before the login only what belongs to it is; after the login's end only what begins another one.
    func mayAsk(_ key: Int16) -> Bool {
        guard listener.asksForLogin else { return true }
        switch login.step {
        case .handshake: return key == SaslHandshakeRequest.api.key || key == ApiVersionsRequest.api.key
        case .exchange: return key == SaslAuthenticateRequest.api.key
        case .failed: return false
        case .done:
            guard let end = login.endsAt, cluster.now > end,
                !cluster.defects.forgets(.loginEnds, in: cluster)
            else { return true }
            return key == SaslHandshakeRequest.api.key
        }
    }

    /// Takes a message of the login; what comes back is for the client.
    func takeLogin(_ message: WireBytes) throws(LoginRefusal) -> [UInt8] {
        guard case .exchange(var exchange) = login.step else { throw LoginRefusal("no mechanism was chosen") }
        login.step = .failed
        switch try exchange.take(message, in: cluster) {
        case .challenge(let bytes):
            login.step = .exchange(exchange)
            return bytes
        case .done(let bytes, let who):
            guard login.mechanism == nil || who.principal == principal else {
                throw LoginRefusal("Cannot change principals during re-authentication from \(principal)")
            }
            begin(who, exchange.mechanism)
            return bytes
        }
    }

    private func begin(_ who: LoggedIn, _ mechanism: SaslMechanism) {
        let now = cluster.now
        principal = who.principal
        login.step = .done
        login.isBare = false
        login.isByToken = who.isByToken
        login.mechanism = mechanism
        login.loggedInAt = now
        login.endsAt = who.endsAt
        if let lifetime = cluster.settings.loginLifetime {
            login.endsAt = min(who.endsAt ?? .max, now + lifetime.milliseconds)
        }
    }
}
