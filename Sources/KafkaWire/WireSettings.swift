/// How to reach a cluster, read from the properties that librdkafka has for it.
///
/// Properties that say nothing of a connection (`linger.ms`) are passed over; those that ask for what this client
/// cannot do are errors. Passwords are in it, and in none of its descriptions.
package struct WireSettings: Hashable, Sendable {
    package var bootstrap: [BrokerAddress]
    /// nil: no TLS.
    var tls: TLSSettings?
    /// nil: no login.
    var sasl: SaslCredentials?
    package var clientID = "seatrial-wire"
    /// From the first byte to the end of the login.
    package var connectLimit: Duration = .seconds(10)
    /// For one answer.
    package var requestLimit: Duration = .seconds(30)
    /// Most bytes of one response.
    package var largestResponse = 128 << 20

    package init(properties: [String: String]) throws(WireError) {
        bootstrap = try Self.bootstrap(from: properties)
        let text = properties["security.protocol"] ?? "plaintext"
        let transport = text.lowercased()
        guard ["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"].contains(transport) else {
            throw .settings(
                "security.protocol", "'\(text)' is none", remedy: "Write plaintext, ssl, sasl_plaintext or sasl_ssl")
        }
        tls = transport.hasSuffix("ssl") ? try TLSSettings(properties: properties) : nil
        sasl = transport.hasPrefix("sasl") ? try SaslCredentials(properties: properties) : nil
        if let name = properties["client.id"], !name.isEmpty, name.utf8.count <= 255 { clientID = name }
    }

    private static func bootstrap(from properties: [String: String]) throws(WireError) -> [BrokerAddress] {
        let name = properties["bootstrap.servers"] == nil ? "metadata.broker.list" : "bootstrap.servers"
        guard let text = properties[name], !text.isEmpty else {
            throw .settings("bootstrap.servers", "it is missing", remedy: "Write host:port,host:port")
        }
        var addresses: [BrokerAddress] = []
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let address = BrokerAddress(entry: entry) else {
                throw .settings(name, "entry \(addresses.count + 1) is no broker", remedy: "Write host:port,host:port")
            }
            addresses.append(address)
        }
        return addresses
    }
}

/// What TLS is to look at, by the names of files.
struct TLSSettings: Hashable, Sendable {
    enum Verification: Hashable, Sendable {
        /// The certificate's chain and its host name.
        case full
        /// The chain only.
        case chain
        case none
    }

    /// nil: what the system trusts.
    var authority: String?
    var certificate: String?
    var key: String?
    var keyPassword: Secret?
    var verification = Verification.full
}

extension TLSSettings {
    fileprivate init(properties: [String: String]) throws(WireError) {
        for name in [
            "ssl.ca.pem", "ssl.certificate.pem", "ssl.key.pem", "ssl.keystore.location", "ssl.engine.location",
        ] where properties[name] != nil {
            throw .settings(
                name, "the wire client reads certificates and keys from PEM files only",
                remedy: "Use ssl.ca.location, ssl.certificate.location and ssl.key.location")
        }
        authority = properties["ssl.ca.location"]
        // librdkafka's word for: look in the usual places.
        if authority == "probe" || authority == "" { authority = nil }
        certificate = properties["ssl.certificate.location"]
        key = properties["ssl.key.location"]
        keyPassword = properties["ssl.key.password"].map(Secret.init(value:))
        guard (certificate == nil) == (key == nil) else {
            throw .settings(
                certificate == nil ? "ssl.certificate.location" : "ssl.key.location", "it is missing",
                remedy: "A client certificate needs both ssl.certificate.location and ssl.key.location")
        }
        let algorithm = properties["ssl.endpoint.identification.algorithm"] ?? "https"
        switch algorithm.lowercased() {
        case "https": verification = .full
        case "none", "": verification = .chain
        default:
            throw .settings(
                "ssl.endpoint.identification.algorithm", "'\(algorithm)' is none", remedy: "Write https or none")
        }
        let verifies = properties["enable.ssl.certificate.verification"] ?? "true"
        switch verifies.lowercased() {
        case "true", "1", "t": break
        case "false", "0", "f": verification = .none
        default:
            throw .settings(
                "enable.ssl.certificate.verification", "'\(verifies)' is none", remedy: "Write true or false")
        }
    }
}

extension SaslCredentials {
    fileprivate init(properties: [String: String]) throws(WireError) {
        // librdkafka's default where nothing is said.
        let text = properties["sasl.mechanism"] ?? properties["sasl.mechanisms"] ?? "GSSAPI"
        guard let mechanism = SaslMechanism(rawValue: text.uppercased()) else {
            let known = SaslMechanism.allCases.map(\.rawValue).joined(separator: ", ")
            throw .settings(
                "sasl.mechanism", "the wire client cannot log in with '\(text)'",
                remedy: "It knows \(known): use a listener that has one of them")
        }
        if mechanism == .oauthBearer {
            self = try Self.oauthBearer(properties)
            return
        }
        guard let username = properties["sasl.username"], let password = properties["sasl.password"] else {
            throw .settings(
                properties["sasl.username"] == nil ? "sasl.username" : "sasl.password", "it is missing",
                remedy: "\(mechanism.rawValue) needs sasl.username and sasl.password")
        }
        guard !username.contains("\0"), !password.contains("\0") else {
            throw .settings("sasl.password", "name or password has a NUL in it", remedy: "SASL allows none")
        }
        self.init(mechanism: mechanism, username: username, password: Secret(value: password))
    }
}

extension SaslCredentials {
    /// A token as it is, or what librdkafka makes an unsecured one of.
    private static func oauthBearer(_ properties: [String: String]) throws(WireError) -> SaslCredentials {
        let tokenProperty = "sasl.oauthbearer.token"
        let remedy = "Give a token in \(tokenProperty)"
        if let token = properties[tokenProperty] {
            guard BearerToken.isUsable(token) else {
                throw .settings(
                    tokenProperty, "it is no bearer token", remedy: "Give the token alone, without 'Bearer'")
            }
            return SaslCredentials(
                mechanism: .oauthBearer, username: "bearer of a token", password: Secret(value: token))
        }
        if let method = properties["sasl.oauthbearer.method"], method.lowercased() != "default" {
            throw .settings(
                "sasl.oauthbearer.method", "the wire client fetches no tokens: '\(method)' is not for it",
                remedy: remedy)
        }
        let isUnsecured = properties["enable.sasl.oauthbearer.unsecure.jwt"] ?? "false"
        guard ["true", "1", "t"].contains(isUnsecured.lowercased()) else {
            throw .settings(
                tokenProperty, "it is missing",
                remedy: "\(remedy), or for tests set enable.sasl.oauthbearer.unsecure.jwt to true")
        }
        let unsecured = try UnsecuredToken(config: properties[UnsecuredToken.property] ?? "")
        return SaslCredentials(
            mechanism: .oauthBearer, username: unsecured.principal, password: Secret(value: ""), unsecured: unsecured)
    }
}

extension WireError {
    static func settings(_ property: String, _ what: String, remedy: String) -> WireError {
        WireError(.settings, at: property, what, remedy: remedy)
    }
}
