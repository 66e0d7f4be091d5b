import Testing

@testable import KafkaWire

struct WireSettingsTests {
    private func settings(_ extra: [String: String] = [:]) throws(WireError) -> WireSettings {
        try WireSettings(properties: ["bootstrap.servers": "a:1,[::1]:2"].merging(extra) { $1 })
    }

    private func fault(_ extra: [String: String]) -> WireError? {
        wireError { () throws(WireError) in _ = try settings(extra) }
    }

    @Test func bootstrapAloneMeansPlaintext() throws {
        let settings = try settings(["linger.ms": "5"])
        #expect(settings.bootstrap == [BrokerAddress(host: "a", port: 1), BrokerAddress(host: "::1", port: 2)])
        #expect(settings.tls == nil)
        #expect(settings.sasl == nil)
    }

    @Test func tlsVerifiesByDefault() throws {
        let tls = try #require(try settings(["security.protocol": "SSL"]).tls)
        #expect(tls == TLSSettings(verification: .full))
    }

    @Test(arguments: [
        (["ssl.endpoint.identification.algorithm": "none"], TLSSettings.Verification.chain),
        (["ssl.endpoint.identification.algorithm": "https"], .full),
        (["enable.ssl.certificate.verification": "false"], .none),
        (["enable.ssl.certificate.verification": "true"], .full),
    ])
    func verificationIsWhatWasAskedFor(extra: [String: String], verification: TLSSettings.Verification) throws {
        let settings = try settings(
            extra.merging([
                "security.protocol": "sasl_ssl", "sasl.mechanism": "PLAIN",
                "sasl.username": "u", "sasl.password": "p",
            ]) { $1 })
        #expect(settings.tls?.verification == verification)
    }

    @Test(arguments: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], ["sasl.mechanism", "sasl.mechanisms"])
    func mechanismIsRead(name: String, property: String) throws {
        let settings = try settings([
            "security.protocol": "sasl_plaintext", property: name, "sasl.username": "u", "sasl.password": "p",
        ])
        #expect(settings.sasl?.mechanism.rawValue == name)
        #expect(settings.sasl?.username == "u")
        #expect(settings.tls == nil)
    }

    @Test(arguments: ["GSSAPI", "nonsense"])
    func mechanismThatIsNotSpokenIsAnErrorThatSaysSo(name: String) {
        let error = fault(["security.protocol": "sasl_ssl", "sasl.mechanism": name])
        #expect(error?.kind == .settings)
        #expect(error?.what == "the wire client cannot log in with '\(name)'")
        #expect(error?.remedy?.contains("PLAIN, SCRAM-SHA-256, SCRAM-SHA-512") == true)
    }

    @Test(arguments: [
        (["bootstrap.servers": ""], "bootstrap.servers"), (["bootstrap.servers": "a:1,,b:2"], "bootstrap.servers"),
        (["security.protocol": "tls"], "security.protocol"), (["security.protocol": "sasl_ssl"], "sasl.mechanism"),
        (["security.protocol": "sasl_ssl", "sasl.mechanism": "PLAIN"], "sasl.username"),
        (["security.protocol": "sasl_ssl", "sasl.mechanism": "PLAIN", "sasl.username": "u"], "sasl.password"),
        (["security.protocol": "sasl_ssl", "sasl.mechanism": "OAUTHBEARER"], "sasl.oauthbearer.token"),
        (
            ["security.protocol": "sasl_ssl", "sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.token": "a b"],
            "sasl.oauthbearer.token"
        ),
        (
            ["security.protocol": "sasl_ssl", "sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.method": "oidc"],
            "sasl.oauthbearer.method"
        ),
        (
            [
                "security.protocol": "sasl_ssl", "sasl.mechanism": "OAUTHBEARER",
                "enable.sasl.oauthbearer.unsecure.jwt": "true",
            ], "sasl.oauthbearer.config"
        ),
        (["security.protocol": "ssl", "ssl.certificate.location": "c"], "ssl.key.location"),
        (["security.protocol": "ssl", "ssl.key.location": "c"], "ssl.certificate.location"),
        (["security.protocol": "ssl", "ssl.keystore.location": "c"], "ssl.keystore.location"),
        (
            ["security.protocol": "ssl", "ssl.endpoint.identification.algorithm": "ldap"],
            "ssl.endpoint.identification.algorithm"
        ),
        (
            ["security.protocol": "ssl", "enable.ssl.certificate.verification": "maybe"],
            "enable.ssl.certificate.verification"
        ),
    ])
    func unusablePropertyIsNamed(extra: [String: String], property: String) {
        let error = fault(extra)
        #expect(error?.kind == .settings)
        #expect(error?.place == property)
        #expect(error?.remedy != nil)
    }

    @Test func missingBootstrapIsAnError() {
        let error = wireError { () throws(WireError) in _ = try WireSettings(properties: [:]) }
        #expect(error?.place == "bootstrap.servers")
    }

    @Test func passwordsAreInNoDescription() throws {
        let settings = try settings([
            "security.protocol": "sasl_ssl", "sasl.mechanism": "PLAIN", "sasl.username": "u",
            "sasl.password": "s3cr3t-one", "ssl.certificate.location": "c", "ssl.key.location": "k",
            "ssl.key.password": "s3cr3t-two",
        ])
        let bearer = try self.settings([
            "security.protocol": "sasl_ssl", "sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.token": "s3cr3t-three",
        ])
        #expect(!"\(bearer)".contains("s3cr3t"))
        #expect(bearer.sasl?.bearerToken().value == "s3cr3t-three")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("s3cr3t"))
            #expect(text.contains(Secret.mark))
        }
        #expect(settings.sasl?.password.value == "s3cr3t-one")
        #expect(settings.tls?.keyPassword?.value == "s3cr3t-two")
    }
}
