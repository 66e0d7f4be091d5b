import ScenarioModel
import Testing

private let text = """
    targets:
      lab: { bootstrap: "localhost:9092" }
      cloud:
        bootstrap: "${env:CLOUD_HOST}:9094,b.example.com:9094"
        architecture: shared-storage
        properties:
          security.protocol: SASL_SSL
          sasl.mechanism: SCRAM-SHA-512
          sasl.username: fleet-${env:STAGE}
          sasl.password: ${file:secrets/password}
          ssl.key.password: literal-hunter2
          socket.timeout.ms: 5000
    """

private let source = SecretSource(
    environment: { ["CLOUD_HOST": "a.example.com", "STAGE": "staging-tenant"][$0] },
    file: { ["conf/secrets/password": "correct horse\n"][$0] })

private func resolve(_ name: String, _ text: String = text, secrets: SecretSource = source) throws -> TargetProfile {
    try TargetProfile.resolve(
        name, targets: TargetsFile.decode(text: text, file: "conf/targets.yaml"), secrets: secrets)
}

private func problems(_ text: String) -> [String] {
    do {
        _ = try TargetsFile.decode(text: text, file: "t.yaml")
        return []
    } catch {
        return error.list.map(\.description)
    }
}

@Test func namedTargetComesWithItsSecretsFilledIn() throws {
    let cloud = try resolve("cloud")
    #expect(cloud.name == "cloud")
    #expect(cloud.bootstrap == "a.example.com:9094,b.example.com:9094")
    #expect(cloud.architecture == .sharedStorage)
    #expect(cloud.properties["sasl.username"] == "fleet-staging-tenant")
    #expect(cloud.properties["sasl.password"] == "correct horse")
    #expect(cloud.properties["socket.timeout.ms"] == "5000")
    #expect(cloud.secrets == ["correct horse", "literal-hunter2", "staging-tenant"])
    #expect(!cloud.isEmbedded)
}

@Test func namedTargetShowsNoSecret() throws {
    let shown = try resolve("cloud").redactedProperties
    #expect(shown["sasl.password"] == "[redacted]")
    #expect(shown["ssl.key.password"] == "[redacted]")
    #expect(shown["sasl.username"] == "fleet-[redacted]")
    #expect(shown["sasl.mechanism"] == "SCRAM-SHA-512")
}

@Test func targetNeedsNoOtherTargetsSecrets() throws {
    let lab = try resolve("lab", secrets: SecretSource(environment: { _ in nil }, file: { _ in nil }))
    #expect(lab == TargetProfile(name: "lab", bootstrap: "localhost:9092"))
}

@Test func missingSecretsAreAllNamedWithTheirPlaces() throws {
    let nothing = SecretSource(environment: { _ in nil }, file: { _ in nil })
    let error = try #require(throws: InputProblems.self) { try resolve("cloud", secrets: nothing) }
    let found = error.list.map(\.description)
    #expect(found.count == 3)
    #expect(found[0].hasPrefix("conf/targets.yaml:4:16: the environment variable CLOUD_HOST is not set; "))
    #expect(found[1].hasPrefix("conf/targets.yaml:9:22: the environment variable STAGE is not set; "))
    #expect(found[2].hasPrefix("conf/targets.yaml:10:22: the file conf/secrets/password cannot be read; "))
    #expect(found.allSatisfy { !$0.contains("hunter2") })
}

private let registryText = """
    targets:
      open: { bootstrap: "a:1", schema_registry: { url: "http://registry:8081/api" } }
      closed:
        bootstrap: "a:1"
        schema_registry: { url: "https://${env:CLOUD_HOST}", user: fleet, password: "${file:secrets/password}" }
      literal: { bootstrap: "a:1", schema_registry: { url: "https://r", user: fleet, password: hunter2 } }
    """

@Test func schemaRegistryComesWithItsSecretsFilledIn() throws {
    #expect(try resolve("open", registryText).schemaRegistry == SchemaRegistryProfile(url: "http://registry:8081/api"))
    let closed = try resolve("closed", registryText)
    #expect(
        closed.schemaRegistry
            == SchemaRegistryProfile(url: "https://a.example.com", user: "fleet", password: "correct horse"))
    #expect(closed.secrets == ["a.example.com", "correct horse"])
    #expect(try resolve("literal", registryText).secrets == ["hunter2"])
    #expect(try resolve("lab").schemaRegistry == nil)
}

private let servicesText = """
    targets:
      lab:
        bootstrap: "a:1"
        login: { bootstrap.servers: "${env:CLOUD_HOST}:2", sasl.username: admin, sasl.password: hunter2 }
        connect: { url: "http://connect:8083", user: fleet, password: "${file:secrets/password}" }
    """

@Test func loginAndConnectComeWithTheirSecretsFilledIn() throws {
    let profile = try resolve("lab", servicesText)
    #expect(
        profile.login == [
            "bootstrap.servers": "a.example.com:2", "sasl.username": "admin", "sasl.password": "hunter2",
        ])
    #expect(profile.connect == ConnectProfile(url: "http://connect:8083", user: "fleet", password: "correct horse"))
    #expect(profile.secrets == ["a.example.com", "correct horse", "hunter2"])
    #expect(try resolve("open", registryText).login == nil)
    #expect(try resolve("open", registryText).connect == nil)
}

@Test func loginWithoutServersIsRefusedWithoutShowingValues() {
    let found = problems("targets: { a: { bootstrap: 'a:1', login: { sasl.password: hunter2 } } }")
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains("'login' has no bootstrap.servers") == true, "\(found)")
    #expect(found.allSatisfy { !$0.contains("hunter2") }, "\(found)")
}

@Test func missingSecretsOfARegistryAreNamed() throws {
    let nothing = SecretSource(environment: { _ in nil }, file: { _ in nil })
    let error = try #require(throws: InputProblems.self) { try resolve("closed", registryText, secrets: nothing) }
    #expect(
        error.list.map(\.what) == [
            "the environment variable CLOUD_HOST is not set", "the file conf/secrets/password cannot be read",
        ])
}

@Test func badURLFromASecretIsRefusedWithoutShowingIt() throws {
    let bad = SecretSource(environment: { _ in "u:hunter2@host" }, file: { _ in "x" })
    let error = try #require(throws: InputProblems.self) { try resolve("closed", registryText, secrets: bad) }
    #expect(error.list.map(\.what) == ["'url' has a user in it"])
    #expect(!error.description.contains("hunter2"))
}

@Test(arguments: [
    ("{}", "1:52: a schema registry needs 'url'"),
    ("hunter2", "1:52: a single value where another kind"),
    ("{ url: hunter2 }", "1:59: 'url' is no HTTP URL"),
    ("{ url: 'ftp://hunter2' }", "1:59: 'url' is no HTTP URL"),
    ("{ url: 'http://' }", "1:59: 'url' has no host"),
    ("{ url: 'http://:8081' }", "1:59: 'url' has no host"),
    ("{ url: 'http://fleet:hunter2@r' }", "1:59: 'url' has a user in it"),
    ("{ url: 'http://r?key=hunter2' }", "1:59: 'url' has a query"),
    ("{ url: 'http://${r}' }", "1:59: a '${…}' that is neither"),
    ("{ url: 'http://r', user: hunter2 }", "1:77: 'user' without 'password'"),
    ("{ url: 'http://r', password: hunter2 }", "1:81: 'password' without 'user'"),
    ("{ url: 'http://r', user: u, password: 'hunter2${env:' }", "1:90: a '${' without its '}'"),
    ("{ url: 'http://r', token: hunter2 }", "1:71: unknown key 'token' in a schema registry"),
])
func badRegistryIsRefusedWithoutShowingValues(registry: String, message: String) {
    let found = problems("targets: { a: { bootstrap: 'a:1', schema_registry: \(registry) } }")
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix("t.yaml:\(message)") == true, "\(found)")
    #expect(found.allSatisfy { !$0.contains("hunter2") }, "\(found)")
}

@Test func badBootstrapFromASecretIsRefused() throws {
    let bad = SecretSource(environment: { _ in "no host" }, file: { _ in "x" })
    let error = try #require(throws: InputProblems.self) { try resolve("cloud", secrets: bad) }
    #expect(
        error.list.map(\.what) == [
            "'bootstrap' is no list of brokers: entry 1 of 2: its host has characters that no host name has"
        ])
    #expect(!error.description.contains("no host:"))
}

@Test func embeddedIsAlwaysThere() throws {
    #expect(try TargetProfile.resolve("embedded", targets: .none) == .embedded)
}

@Test(arguments: [
    "localhost:9092", "a:1,b:65535", "a-b.example.com:9092, c:9092", "[::1]:9092", "SASL_SSL://a:9092", "10.0.0.1:9092",
])
func bareBootstrapStringIsATarget(text: String) throws {
    #expect(try resolve(text) == TargetProfile(name: text, bootstrap: text))
}

@Test(arguments: [
    ("claud", "unknown target 'claud'; did you mean 'cloud'? known: cloud, embedded, lab"),
    ("localhost", "unknown target 'localhost'; known: cloud, embedded, lab; a cluster without a name is host:port"),
    ("localhost:", "no list of brokers: its port is no number from 1 to 65535"),
    ("localhost:0", "its port is no number"),
    ("localhost:70000", "its port is no number"),
    (":9092", "it has no host"),
    ("a:1,,b:2", "entry 2 of 3: it is empty"),
    ("a:1,b", "entry 2 of 2: it has no port"),
    ("[::1]", "it has no port"),
    ("a b:1", "its host has characters"),
])
func badTargetIsRefusedClearly(text: String, message: String) throws {
    let error = try #require(throws: InputProblems.self) { try resolve(text) }
    #expect(error.list.count == 1)
    #expect(error.description.hasPrefix("--target \(text): "))
    #expect(error.description.contains(message), "\(error)")
}

@Test(arguments: [
    ("targets: { a: { bootstrap: x } }", "t.yaml:1:28: 'bootstrap' is no list of brokers: it has no port"),
    ("targets: { a: {} }", "t.yaml:1:12: a target needs 'bootstrap'"),
    ("targets: { a: }", "t.yaml:1:12: a target needs 'bootstrap'"),
    ("targets: { embedded: { bootstrap: 'a:1' } }", "t.yaml:1:12: a target named 'embedded'"),
    ("target: {}", "t.yaml:1:1: unknown key 'target' in a targets file; did you mean 'targets'?"),
    (
        "targets: { a: { bootstrap: 'a:1', architecture: managd } }",
        "t.yaml:1:49: the value is not possible here; did you mean 'managed'?"
    ),
    (
        "targets: { a: { bootstrap: 'a:1', sasl.password: hunter2 } }",
        "t.yaml:1:35: unknown key 'sasl.password' in a target; librdkafka properties go under 'properties:'"
    ),
    (
        "targets: { a: { bootstrap: 'a:1', properties: { bootstrap.servers: 'b:1' } } }",
        "t.yaml:1:49: property 'bootstrap.servers' cannot be set here"
    ),
    ("targets: { a: { bootstrap: 'a:1', properties: hunter2 } }", "t.yaml:1:47: a single value where another kind"),
    ("targets: { a: { bootstrap: 'a:1', properties: { x: [hunter2] } } }", "t.yaml:1:49: property 'x' has a list"),
    (
        "targets: { a: { bootstrap: 'a:1', properties: { sasl.password: 'hunter2${env}' } } }",
        "t.yaml:1:64: a '${…}' that is neither ${env:NAME} nor ${file:PATH}"
    ),
    (
        "targets: { a: { bootstrap: 'a:1', properties: { sasl.password: 'hunter2${env:A' } } }",
        "t.yaml:1:64: a '${' without its '}'"
    ),
    ("targets: { a: { bootstrap: ['hunter2:x'] } }", "t.yaml:1:28: a list where another kind"),
    ("targets: { a: { bootstrap: 'hunter2:x' } }", "t.yaml:1:28: 'bootstrap' is no list of brokers"),
    ("targets: { a: { bootstrap: 'a:1', properties: { x.y:hunter2 } } }", "t.yaml:1:49: property 'x.y…' has nothing"),
    ("targets: { a: { bootstrap: 'a:1', x.y:hunter2: 5 } }", "t.yaml:1:35: unknown key 'x.y…' in a target"),
    (
        "targets: { a: { bootstrap: 'a:1', properties: { x:hunter2: 5, x:hunter2: 5 } } }",
        "t.yaml:1:63: key 'x…' twice"
    ),
    ("targets: { a: { bootstrap: 'a:1', properties: { x: &hunter2 } } }", "t.yaml:1:5"),
    ("targets: { a: { bootstrap: 'a:1', properties: { x: *hunter2 } } }", "t.yaml:1:5"),
    ("targets: { a: { bootstrap: 'a:1', properties: { x: !hunter2 } } }", "t.yaml:1:5"),
    ("targets: { a: { properties: { sasl.password: \"hunter2 } } }", "t.yaml:1:"),
    ("targets: { a: { properties: { sasl.password: hunter2\" ] } } }", "t.yaml:1:55: not valid YAML"),
])
func badTargetsFileIsRefusedWithoutShowingValues(text: String, message: String) {
    let found = problems(text)
    #expect(!found.isEmpty)
    #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    #expect(found.allSatisfy { !$0.contains("hunter2") }, "\(found)")
}
