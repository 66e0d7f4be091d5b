/// Keeps secrets out of everything that is printed or stored.
package enum Redaction {
    /// What stands in a secret's place.
    package static let mark = "[redacted]"

    /// librdkafka properties whose values are secrets (CONFIGURATION.md of librdkafka, and its C-only aliases).
    package static let secretProperties: Set<String> = [
        "sasl.password", "sasl.oauthbearer.client.secret", "sasl.oauthbearer.config", "ssl.key.password",
        "ssl.keystore.password", "ssl.truststore.password", "ssl.key.pem", "ssl_key", "ssl.keystore.key",
        "sasl.jaas.config",
    ]

    /// Endings and words that mark a secret in properties that are not in the list: newer ones, or a plug-in's.
    private static let telling = [
        "password", "passphrase", "secret", "token", "credential", "credentials", "private.key", "apikey", "api.key",
    ]

    /// Whether a property's value must never be shown; by its name alone.
    package static func isSecret(_ property: String) -> Bool {
        let name = property.lowercased().split { $0 == "_" || $0 == "-" }.joined(separator: ".")
        if secretProperties.contains(property.lowercased()) || secretProperties.contains(name) { return true }
        // URLs of token endpoints and the paths of key files are no secrets; the keys themselves are.
        if name.hasSuffix(".url") || name.hasSuffix(".location") || name.hasSuffix(".file") { return false }
        if name.hasSuffix(".pem") { return name.contains("key") }
        return telling.contains { name.hasSuffix($0) || name.contains($0 + ".") }
    }

    /// The properties with every secret value replaced: those of secret properties, and known secrets anywhere.
    package static func redact(_ properties: [String: String], secrets: some Sequence<String> = [] as [String])
        -> [String: String]
    {
        let secrets = Array(secrets)
        return properties.reduce(into: [:]) { redacted, property in
            redacted[property.key] = isSecret(property.key) ? mark : redact(property.value, secrets: secrets)
        }
    }

    /// The text with every known secret replaced.
    package static func redact(_ text: String, secrets: some Sequence<String>) -> String {
        // Longest first: a secret may hold a shorter one.
        secrets.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
            .reduce(text) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: mark) }
    }
}
