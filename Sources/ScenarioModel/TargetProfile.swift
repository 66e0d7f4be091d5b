/// A cluster under test, as `targets.yaml` names it or as a bare bootstrap string does.
package struct TargetProfile: Hashable, Sendable {
    package enum Architecture: String, CaseIterable, Hashable, Sendable {
        case brokerLocal = "broker-local"
        case managed
        case sharedStorage = "shared-storage"
        case unstated
    }

    package var name: String
    /// `host:port,host:port`; empty for the embedded target.
    package var bootstrap: String
    /// librdkafka properties of every client.
    ///
    /// May hold secrets: never printed, never stored unredacted.
    package var properties: [String: String]
    package var architecture: Architecture
    package var isEmbedded: Bool
    /// The secret values among the properties, for `Redaction.redact(_:secrets:)`.
    package var secrets: [String]

    package init(
        name: String, bootstrap: String, properties: [String: String] = [:], architecture: Architecture = .unstated,
        isEmbedded: Bool = false, secrets: [String] = []
    ) {
        self.name = name
        self.bootstrap = bootstrap
        self.properties = properties
        self.architecture = architecture
        self.isEmbedded = isEmbedded
        self.secrets = secrets
    }

    /// The cluster inside the process.
    package static let embedded = TargetProfile(name: "embedded", bootstrap: "", isEmbedded: true)
}
