/// The SASL mechanisms that this client can log in with.
package enum SaslMechanism: String, CaseIterable, Hashable, Sendable {
    case plain = "PLAIN"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA512 = "SCRAM-SHA-512"
}

/// Who logs in, and how.
struct SaslCredentials: Hashable, Sendable {
    var mechanism: SaslMechanism
    var username: String
    var password: Secret
    /// Whether name and password are the id and the HMAC of a delegation token (KIP-48).
    var isToken = false
}
