import ScenarioModel
import Testing

@Test(arguments: [
    "sasl.password", "SASL.PASSWORD", "ssl.key.password", "ssl.keystore.password", "ssl.key.pem", "ssl_key_pem",
    "ssl_key", "sasl.oauthbearer.client.secret", "sasl.oauthbearer.config", "plugin.api.token", "my_secret",
    "schema.registry.basic.auth.password", "sasl.oauthbearer.assertion.private.key.passphrase",
    "sasl.oauthbearer.assertion.private.key.pem", "ssl.ca.key.pem", "aws.credentials",
])
func secretPropertiesAreKnown(property: String) {
    #expect(Redaction.isSecret(property))
}

@Test(arguments: [
    "sasl.username", "sasl.mechanism", "bootstrap.servers", "ssl.key.location", "ssl.ca.pem", "ssl.certificate.pem",
    "sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.client.id", "linger.ms", "enable.idempotence",
    "sasl.oauthbearer.assertion.private.key.file", "key.serializer", "partitioner",
])
func plainPropertiesAreShown(property: String) {
    #expect(!Redaction.isSecret(property))
}

@Test func knownSecretsAreTakenOutOfText() {
    let text = "SASL: password 'horse battery' refused, horse was near"
    #expect(
        Redaction.redact(text, secrets: ["horse", "horse battery", ""])
            == "SASL: password '[redacted]' refused, [redacted] was near")
    #expect(Redaction.redact(text, secrets: []) == text)
}

@Test func knownSecretsAreTakenOutOfEveryProperty() {
    let redacted = Redaction.redact(
        ["sasl.username": "u-hunter2", "sasl.password": "x", "linger.ms": "5"], secrets: ["hunter2"])
    #expect(redacted == ["sasl.username": "u-[redacted]", "sasl.password": "[redacted]", "linger.ms": "5"])
}
