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
    /// nil: it has none.
    package var schemaRegistry: SchemaRegistryProfile?
    /// librdkafka properties of an administrator on a listener with logins, `bootstrap.servers` among them.
    ///
    /// nil: none is known. May hold secrets: never printed, never stored.
    package var login: [String: String]?
    /// Kafka Connect beside the cluster; nil: it has none.
    package var connect: ConnectProfile?
    /// The secret values of its properties, its login and its services, for `Redaction.redact(_:secrets:)`.
    package var secrets: [String]

    package init(
        name: String, bootstrap: String, properties: [String: String] = [:], architecture: Architecture = .unstated,
        isEmbedded: Bool = false, schemaRegistry: SchemaRegistryProfile? = nil, login: [String: String]? = nil,
        connect: ConnectProfile? = nil, secrets: [String] = []
    ) {
        self.name = name
        self.bootstrap = bootstrap
        self.properties = properties
        self.architecture = architecture
        self.isEmbedded = isEmbedded
        self.schemaRegistry = schemaRegistry
        self.login = login
        self.connect = connect
        self.secrets = secrets
    }

    /// The cluster inside the process.
    package static let embedded = TargetProfile(name: "embedded", bootstrap: "", isEmbedded: true)
}

/// Where a target's schemas are registered.
package struct SchemaRegistryProfile: Hashable, Sendable {
    /// `http` or `https`, without user and password.
    package var url: String
    /// For basic authentication; nil: none.
    ///
    /// Comes with the password, or not at all.
    package var user: String?
    /// A secret: never printed, never stored.
    package var password: String?

    package init(url: String, user: String? = nil, password: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
    }
}

/// Where a target's connectors are managed: the REST interface of Kafka Connect.
package struct ConnectProfile: Hashable, Sendable {
    /// `http` or `https`, without user and password.
    package var url: String
    /// For basic authentication; nil: none.
    ///
    /// Comes with the password, or not at all.
    package var user: String?
    /// A secret: never printed, never stored.
    package var password: String?

    package init(url: String, user: String? = nil, password: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
    }
}
