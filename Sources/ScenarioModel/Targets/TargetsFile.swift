/// The targets of a targets.yaml, checked, with their secrets still as references.
///
/// A target's references are filled in when it is chosen: a trial against one needs no other's password.
package struct TargetsFile: Sendable {
    let source: String
    let targets: [Declared]

    /// No file: only `embedded` and bare bootstrap strings can be chosen.
    package static let none = TargetsFile(source: "", targets: [])

    package var names: [String] { targets.map(\.name) }

    struct Declared: Sendable {
        var name: String
        var place: Place
        var bootstrap: Written
        var properties: [String: Written]
        var architecture: TargetProfile.Architecture
        var schemaRegistry: DeclaredService?
        /// nil: no login is given.
        var login: [String: Written]?
        var connect: DeclaredService?
    }

    /// A value as written, with its place.
    struct Written: Sendable {
        var text: String
        var place: Place
    }

    /// Reads targets; no message quotes a value, as it may be a secret.
    package static func decode(text: String, file: String) throws(InputProblems) -> TargetsFile {
        var parser = SourceParser(source: file)
        guard let root = parser.parse(text) else { throw InputProblems(parser.problems) }
        var reader = FieldReader(quotesValues: false)
        reader.problems.add(contentsOf: parser.problems)
        reader.misplaced = { key, shape in
            shape.title == TargetsTable.target.title && key.contains(".")
                ? "librdkafka properties go under 'properties:' of the target" : nil
        }
        guard let object = reader.object(root, TargetsTable.file) else {
            throw InputProblems(reader.problems.found)
        }
        var problems = reader.problems
        let targets = object.named("targets").compactMap { declared($0, &problems) }
        try problems.report()
        return TargetsFile(source: file, targets: targets)
    }

    private static func declared(_ entry: ReadEntry, _ problems: inout ProblemList) -> Declared? {
        if entry.name == TargetProfile.embedded.name {
            problems.add(entry.place, "a target named 'embedded'", "that name is the built-in cluster's: take another")
        }
        let object = entry.object
        var properties: [String: Written] = [:]
        for property in object.properties("properties") {
            if let owner = ReservedProperty.owner(of: property.key) {
                problems.add(property.keyPlace, "property '\(property.key.shownAsKey)' cannot be set here", owner)
            }
            properties[property.key] = Written(text: property.value, place: property.place)
            reportFaults(in: property.value, property.place, &problems)
        }
        guard let bootstrap = object.text("bootstrap"),
            let architecture = object.choice("architecture", as: TargetProfile.Architecture.self)
        else { return nil }
        let place = object.place(of: "bootstrap")
        reportFaults(in: bootstrap, place, &problems)
        if !bootstrap.contains("${"), let fault = BootstrapList.fault(in: bootstrap) {
            problems.add(place, "'bootstrap' is no list of brokers: \(fault)", "write host:port,host:port")
        }
        return Declared(
            name: entry.name, place: entry.place, bootstrap: Written(text: bootstrap, place: place),
            properties: properties, architecture: architecture,
            schemaRegistry: object.object("schema_registry").flatMap { DeclaredService($0, &problems) },
            login: declaredLogin(object, &problems),
            connect: object.object("connect").flatMap { DeclaredService($0, &problems) })
    }

    private static func declaredLogin(_ target: ReadObject, _ problems: inout ProblemList) -> [String: Written]? {
        guard target.has("login") else { return nil }
        var login: [String: Written] = [:]
        for property in target.properties("login") {
            login[property.key] = Written(text: property.value, place: property.place)
            reportFaults(in: property.value, property.place, &problems)
        }
        if login["bootstrap.servers"] == nil {
            problems.add(
                target.place(of: "login"), "'login' has no bootstrap.servers",
                "write the host:port,host:port of the listener with logins")
        }
        return login
    }

    static func reportFaults(in text: String, _ place: Place, _ problems: inout ProblemList) {
        for fault in SecretTemplate(text).faults {
            problems.add(place, fault, "write ${env:NAME} or ${file:PATH}")
        }
    }

    /// The named target with its references filled in; nil where the file has no such name.
    ///
    /// Paths of `${file:…}` count from the directory of the targets file.
    func profile(named name: String, _ secrets: SecretSource) throws(InputProblems) -> TargetProfile? {
        guard let target = targets.first(where: { $0.name == name }) else { return nil }
        let directory = source.lastIndex(of: "/").map { String(source[..<$0]) } ?? ""
        var problems = ProblemList()
        let bootstrap = SecretTemplate(target.bootstrap.text)
            .resolved(from: secrets, in: directory, target.bootstrap.place, &problems)
        var found: [String] = []
        func filled(_ declared: [String: Written]) -> [String: String] {
            var properties: [String: String] = [:]
            for (key, written) in declared.sorted(by: { $0.key < $1.key }) {
                let value = SecretTemplate(written.text).resolved(
                    from: secrets, in: directory, written.place, &problems)
                properties[key] = value.text
                found += value.secrets
                if Redaction.isSecret(key) { found.append(value.text) }
            }
            return properties
        }
        let properties = filled(target.properties)
        let login = target.login.map(filled)
        if problems.found.isEmpty, let fault = BootstrapList.fault(in: bootstrap.text) {
            problems.add(
                target.bootstrap.place, "'bootstrap' is no list of brokers: \(fault)", "write host:port,host:port")
        }
        let registry = target.schemaRegistry?.resolved(from: secrets, in: directory, &found, &problems)
        let connect = target.connect?.resolved(from: secrets, in: directory, &found, &problems)
        try problems.report()
        return TargetProfile(
            name: name, bootstrap: bootstrap.text, properties: properties, architecture: target.architecture,
            schemaRegistry: registry.map {
                SchemaRegistryProfile(url: $0.url, user: $0.user, password: $0.password)
            }, login: login,
            connect: connect.map { ConnectProfile(url: $0.url, user: $0.user, password: $0.password) },
            secrets: Set(found.filter { !$0.isEmpty }).sorted())
    }
}
