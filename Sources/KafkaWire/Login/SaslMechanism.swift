/// The SASL mechanisms that this client can log in with.
package enum SaslMechanism: String, CaseIterable, Hashable, Sendable {
    case plain = "PLAIN"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA512 = "SCRAM-SHA-512"
    case oauthBearer = "OAUTHBEARER"
}

/// Who logs in, and how.
struct SaslCredentials: Hashable, Sendable {
    var mechanism: SaslMechanism
    /// For OAUTHBEARER only shown.
    var username: String
    /// For OAUTHBEARER the token; unused where one is made.
    var password: Secret
    /// OAUTHBEARER: what a token is made of at each login; nil where one was given.
    var unsecured: UnsecuredToken?
    /// Whether name and password are the id and the HMAC of a delegation token (KIP-48).
    var isToken = false

    /// The token to be shown now.
    func bearerToken() -> Secret { unsecured.map { Secret(value: $0.text()) } ?? password }
}
