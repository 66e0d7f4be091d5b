internal import Evidence
internal import KafkaWire

/// A cluster under test, as probes reach it.
package struct CompatibilityTarget: Sendable {
    /// The target's name, for people.
    package var name: String
    /// librdkafka's properties of every client, the bootstrap servers among them.
    ///
    /// May hold secrets: never printed.
    package var properties: [String: String]
    /// The properties of a listener with logins and an authorizer, of a user who may administer it; nil: none is known.
    ///
    /// Where the target itself logs in, it is that.
    package var login: [String: String]?
    /// The base URL of Kafka Connect's REST interface; nil: none.
    package var connect: HTTPService?
    /// The base URL of a Schema Registry; nil: none.
    package var schemaRegistry: HTTPService?

    package init(
        name: String, properties: [String: String], login: [String: String]? = nil, connect: HTTPService? = nil,
        schemaRegistry: HTTPService? = nil
    ) {
        self.name = name
        self.properties = properties
        self.login = login ?? (properties["sasl.mechanism"] == nil ? nil : properties)
        self.connect = connect
        self.schemaRegistry = schemaRegistry
    }

    func settings(clientID: String) throws(WireError) -> WireSettings {
        try Self.settings(properties, clientID: clientID)
    }

    static func settings(_ properties: [String: String], clientID: String) throws(WireError) -> WireSettings {
        var settings = try WireSettings(properties: properties)
        settings.clientID = clientID
        // A broken broker must not fill the memory of a suite that runs many probes at once.
        settings.largestResponse = 64 << 20
        return settings
    }
}

/// An HTTP interface beside a cluster.
package struct HTTPService: Hashable, Sendable {
    package var url: String
    /// For basic authentication; nil: none.
    package var user: String?
    /// A secret: never printed.
    package var password: String?

    package init(url: String, user: String? = nil, password: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
    }
}
