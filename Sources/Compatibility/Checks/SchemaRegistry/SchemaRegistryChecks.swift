internal import Evidence
internal import HTTPProbes

// The REST interface of a Schema Registry, as Confluent's clients use it.
extension Check {
    static let schemaRegistryChecks = [
        registerIdempotent, lookup, versionAliases, references, deleteLifecycle, registryMode, typesAndSerde,
    ]

    static let registryMedia = "application/vnd.schemaregistry.v1+json"

    /// An Avro record of a name with fields of type and name.
    static func avro(_ name: String, _ fields: [(String, String)]) -> String {
        let list = fields.map { #"{"name":"\#($0.0)","type":\#($0.1)}"# }.joined(separator: ",")
        return #"{"type":"record","name":"\#(name)","fields":[\#(list)]}"#
    }

    /// Registers under a subject of the check's own, which is deleted afterwards.
    static func register(
        _ probe: Probe, _ subject: String, _ schema: String, more: [String: JSONValue] = [:]
    ) async throws -> HTTPAnswer {
        let registry = try registry(of: probe)
        let body = more.merging(["schema": .text(schema)]) { old, _ in old }
        return try await probe.ask(
            registry, .post, "/subjects/\(subject)/versions", .object(body), media: registryMedia)
    }

    static func registry(of probe: Probe) throws -> HTTPService {
        guard let registry = probe.target.schemaRegistry else {
            throw CheckOutcome.notRun("No Schema Registry is named")
        }
        return registry
    }

    /// A subject that is removed after the check.
    static func subject(_ probe: Probe, _ what: String = "subject") throws -> String {
        let name = probe.name(what)
        let registry = try registry(of: probe)
        probe.afterwards {
            _ = try await probe.ask(registry, .delete, "/subjects/\(name)", media: registryMedia)
            _ = try await probe.ask(registry, .delete, "/subjects/\(name)?permanent=true", media: registryMedia)
        }
        return name
    }

    private static func expectRegistered(_ answer: HTTPAnswer) throws -> Int {
        guard (200..<300).contains(answer.status), let id = answer.json?["id"]?.number else {
            throw CheckOutcome.fail(
                "A registration is answered with status \(answer.status)", ["register": "\(answer.status)"])
        }
        return id
    }

    private static let registerIdempotent = Check(
        "sr.register-idempotent", .core, .schemaRegistry,
        "Registering a schema again gives the same id and no new version",
        why: "Every producer registers at its start; a new id each time fills the registry and breaks caches.",
        expected: "The same id twice, one version, the same id under another subject, unknown fields tolerated",
        since: "Schema Registry 5", known: "Karapace failed on extra fields (916)", client: .http,
        needs: [.schemaRegistry]
    ) { probe in
        let (one, two) = (try subject(probe, "one"), try subject(probe, "two"))
        let schema = avro("Position", [("lat", #""double""#), ("lon", #""double""#)])
        let first = try expectRegistered(try await register(probe, one, schema))
        let again = try expectRegistered(try await register(probe, one, schema))
        let other = try expectRegistered(try await register(probe, two, schema))
        let versions = try await probe.ask(
            try registry(of: probe), .get, "/subjects/\(one)/versions", media: registryMedia)
        let extra = try await register(
            probe, one, schema, more: ["metadata": .object(["properties": .object([:])]), "ruleSet": .object([:])])
        let count = versions.json?.elements?.count ?? 0
        let facts = [
            "same id": "\(first == again)", "shared id": "\(first == other)", "extra fields": "\(extra.status)",
        ]
        guard first == again, count == 1 else {
            return .degraded("A second registration makes another id or version", facts)
        }
        guard (200..<300).contains(extra.status) else {
            return .fail("Unknown fields are refused with \(extra.status)", facts)
        }
        return first == other
            ? .pass("One id, one version", facts) : .degraded("Another subject gives another id", facts)
    }

    private static let lookup = Check(
        "sr.lookup", .core, .schemaRegistry, "A registered schema is found by its content",
        why: "Producers that may not register look their schema up; where it is not found they do not start.",
        expected: "Found, also with other white space; 40403 for another schema, 40401 for an unknown subject",
        since: "Schema Registry 5", known: "Karapace missed existing schemas (89)", client: .http,
        needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let name = try subject(probe)
        let schema = avro("Fuel", [("level", #""double""#)])
        let id = try expectRegistered(try await register(probe, name, schema))
        let spaced = schema.replacing(",", with: " , ").replacing(":", with: " : ")
        let found = try await probe.ask(
            registry, .post, "/subjects/\(name)?normalize=true", .object(["schema": .text(spaced)]),
            media: registryMedia)
        let missing = try await probe.ask(
            registry, .post, "/subjects/\(name)", .object(["schema": .text(avro("Other", [("x", #""int""#)]))]),
            media: registryMedia)
        let unknown = try await probe.ask(
            registry, .post, "/subjects/\(probe.name("nobody"))", .object(["schema": .text(schema)]),
            media: registryMedia)
        let facts = [
            "other schema": "\(missing.json?["error_code"]?.number ?? missing.status)",
            "unknown subject": "\(unknown.json?["error_code"]?.number ?? unknown.status)",
        ]
        guard found.json?["id"]?.number == id else {
            return .fail("The schema is there, and is not found: \(found.status)", facts)
        }
        return facts["other schema"] == "40403" && facts["unknown subject"] == "40401"
            ? .pass("Found; 40403 and 40401 for what is not there", facts)
            : .degraded("Found; other codes for what is not there", facts)
    }

    private static let versionAliases = Check(
        "sr.version-aliases", .extended, .schemaRegistry,
        "latest and -1 name the last version, and an id gives its schema",
        why: "Clients and tools ask in these words.", expected: "All of them answer with the same schema",
        since: "Schema Registry 5", known: "Apicurio refuses -1 (2851); Karapace adds a key (435)", client: .http,
        needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let name = try subject(probe)
        let id = try expectRegistered(try await register(probe, name, avro("Alias", [("a", #""int""#)])))
        var facts: [String: String] = [:]
        for path in ["latest", "-1", "1"] {
            let answer = try await probe.ask(registry, .get, "/subjects/\(name)/versions/\(path)", media: registryMedia)
            facts[path] = answer.json?["id"]?.number == id ? "found" : "\(answer.status)"
        }
        let byID = try await probe.ask(registry, .get, "/schemas/ids/\(id)", media: registryMedia)
        facts["by id"] = byID.json?["schema"]?.text == nil ? "\(byID.status)" : "found"
        let subjects = try await probe.ask(registry, .get, "/subjects", media: registryMedia)
        facts["listed"] = "\(subjects.json?.elements?.contains(.text(name)) == true)"
        let latest = try await probe.ask(registry, .get, "/subjects/\(name)/versions/latest", media: registryMedia)
        let keys = Set((latest.json?.fields ?? [:]).keys)
        let unknown = keys.subtracting(versionKeys).sorted()
        facts["other keys"] = unknown.isEmpty ? "none" : unknown.joined(separator: ",")
        guard facts["latest"] == "found", facts["by id"] == "found" else {
            return .fail("latest or the id is not found", facts)
        }
        guard keys.isSuperset(of: ["subject", "id", "version", "schema"]) else {
            return .fail("A version is described without some of subject, id, version and schema", facts)
        }
        guard unknown.isEmpty else {
            return .degraded("A version has keys that clients do not know: \(unknown.joined(separator: ", "))", facts)
        }
        return facts["-1"] == "found" && facts["1"] == "found" && facts["listed"] == "true"
            ? .pass("latest, -1, 1 and the id", facts)
            : .degraded("Not all of latest, -1, 1 and the list answer", facts)
    }

    /// What Confluent's registry says of a version, up to release 8.
    private static let versionKeys: Set<String> = [
        "subject", "id", "version", "schema", "schemaType", "references", "metadata", "ruleSet", "guid", "ts",
        "deleted",
        "schemaTags",
    ]

    private static let references = Check(
        "sr.references", .extended, .schemaRegistry, "A schema may refer to another, which then cannot be deleted",
        why: "Shared types are kept once; one that is deleted under its users breaks all of them.",
        expected: "Registered with a reference; its users are told; deleting the referenced version is 42206",
        since: "Schema Registry 5.5",
        client: .http, needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let base = try subject(probe, "base")
        let user = try subject(probe, "user")
        _ = try expectRegistered(try await register(probe, base, avro("Base", [("a", #""int""#)])))
        let reference = JSONValue.array([
            .object(["name": .text("Base"), "subject": .text(base), "version": .number(1)])
        ])
        let answer = try await register(
            probe, user, avro("User", [("base", #""Base""#)]), more: ["references": reference])
        guard (200..<300).contains(answer.status) else {
            return .degraded(
                "A schema with a reference is answered with \(answer.status)", ["register": "\(answer.status)"])
        }
        let users = try await probe.ask(
            registry, .get, "/subjects/\(base)/versions/1/referencedby", media: registryMedia)
        let deletion = try await probe.ask(registry, .delete, "/subjects/\(base)/versions/1", media: registryMedia)
        let isTold = answer.json?["id"].map { users.json?.elements?.contains($0) == true } ?? false
        let facts = ["deletion": "\(deletion.code)", "referencedby": isTold ? "told" : "not told"]
        if deletion.isSuccess { return .fail("The referenced version was deleted", facts) }
        guard deletion.code == 42206 else { return .degraded("Deleting it is refused with \(deletion.code)", facts) }
        return isTold ? .pass("42206, and the user is told", facts) : .degraded("Its users are not told", facts)
    }

    private static let deleteLifecycle = Check(
        "sr.delete-lifecycle", .extended, .schemaRegistry,
        "Deleting hides first and removes only then, and ids are not given again",
        why: "Records in the log name ids for years; one that is given to another schema decodes them wrongly.",
        expected:
            "After a soft deletion the id still resolves, and the schema can be registered again; permanent needs it (40405, "
            + "40407); a new schema gets a new id",
        since: "Schema Registry 5.5", known: "Karapace gave the id again (222); Redpanda could not take a schema again",
        client: .http, needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let name = try subject(probe)
        let id = try expectRegistered(try await register(probe, name, avro("Gone", [("a", #""int""#)])))
        func ask(_ method: HTTPRequest.Method, _ path: String) async throws -> HTTPAnswer {
            try await probe.ask(registry, method, path, media: registryMedia)
        }
        let early = try await ask(.delete, "/subjects/\(name)?permanent=true")
        let earlyVersion = try await ask(.delete, "/subjects/\(name)/versions/1?permanent=true")
        let soft = try await ask(.delete, "/subjects/\(name)")
        let hidden = try await ask(.get, "/subjects/\(name)/versions")
        let resolves = try await ask(.get, "/schemas/ids/\(id)")
        let listed = try await ask(.get, "/subjects?deleted=true").json?.elements?.contains(.text(name)) == true
        let again = try await register(probe, name, avro("Gone", [("a", #""int""#)]))
        let shown = try await ask(.get, "/subjects/\(name)/versions")
        _ = try await ask(.delete, "/subjects/\(name)")
        let hard = try await ask(.delete, "/subjects/\(name)?permanent=true")
        let other = try expectRegistered(try await register(probe, name, avro("Other", [("b", #""string""#)])))
        let facts = [
            "permanent first": "\(early.code)", "permanent version first": "\(earlyVersion.code)",
            "soft": "\(soft.status)", "hidden": "\(hidden.status)", "id resolves": "\(resolves.status)",
            "listed as deleted": "\(listed)", "registered again": again.json?["id"]?.number == id ? "same id" : "other",
            "permanent": "\(hard.status)", "id given again": "\(other == id)",
        ]
        if other == id { return .fail("The id of a deleted schema is given to another", facts) }
        guard resolves.status == 200 else { return .fail("After a soft deletion the id does not resolve", facts) }
        guard again.json?["id"]?.number == id, shown.json?.elements?.isEmpty == false else {
            return .fail("After a soft deletion the same schema cannot be registered again", facts)
        }
        return early.code == 40405 && earlyVersion.code == 40407 && hidden.status == 404 && hard.status == 200 && listed
            ? .pass("Hidden, taken again, then removed; a new id afterwards", facts)
            : .degraded("Other codes than expected", facts)
    }

    private static let registryMode = Check(
        "sr.mode", .admin, .schemaRegistry, "A subject can be made read-only, and another take schemas with their ids",
        why: "In a cutover nobody must register on the old side, and the ids of the records in the logs must stay.",
        expected: "READONLY refuses a registration with 42205; IMPORT keeps id and version; a mode can be deleted",
        since: "Schema Registry 5.2", client: .http, needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let name = try subject(probe)
        let set = try await probe.ask(
            registry, .put, "/mode/\(name)", .object(["mode": .text("READONLY")]), media: registryMedia)
        guard (200..<300).contains(set.status) else {
            return .degraded("The mode cannot be set: \(set.status)", ["set": "\(set.status)"])
        }
        probe.afterwards { _ = try await probe.ask(registry, .delete, "/mode/\(name)", media: registryMedia) }
        let refused = try await register(probe, name, avro("Late", [("a", #""int""#)]))
        var facts = ["register": "\(refused.code)"]
        if refused.isSuccess { return .fail("A read-only subject takes a registration", facts) }
        guard refused.code == 42205 else { return .degraded("Refused with \(refused.code)", facts) }
        // The id of a schema that is there already: an import of a new one would move the registry's next id for good.
        let schema = avro("Moved", [("a", #""int""#)])
        let id = try expectRegistered(try await register(probe, try subject(probe, "origin"), schema))
        let copy = try subject(probe, "copy")
        let change = try await probe.ask(
            registry, .put, "/mode/\(copy)", .object(["mode": .text("IMPORT")]), media: registryMedia)
        probe.afterwards { _ = try await probe.ask(registry, .delete, "/mode/\(copy)", media: registryMedia) }
        let imported = try await register(
            probe, copy, schema, more: ["id": .number(Double(id)), "version": .number(7)])
        let version = try await probe.ask(registry, .get, "/subjects/\(copy)/versions/7", media: registryMedia)
        let isKept = imported.json?["id"]?.number == id && version.json?["id"]?.number == id
        facts["import"] = isKept ? "id and version kept" : "\(change.isSuccess ? imported.code : change.code)"
        _ = try await probe.ask(registry, .delete, "/mode/\(name)", media: registryMedia)
        let after = try await register(probe, name, avro("Late", [("a", #""int""#)]))
        facts["after the mode was deleted"] = "\(after.code)"
        guard after.isSuccess else { return .degraded("A mode that was deleted goes on", facts) }
        return isKept
            ? .pass("42205; an import keeps id and version", facts)
            : .degraded("An import does not keep id and version", facts)
    }

    private static let typesAndSerde = Check(
        "sr.types-and-serde", .extended, .schemaRegistry, "Avro, JSON Schema and Protobuf are registered",
        why: "Teams choose different formats; one that the target has not stops its producers.",
        expected: "All three types are listed and taken, and the id of each gives its type",
        since: "Schema Registry 5.5",
        known: "Redpanda had no JSON Schema before 24.2", client: .http, needs: [.schemaRegistry]
    ) { probe in
        let registry = try registry(of: probe)
        let listed = try await probe.ask(registry, .get, "/schemas/types", media: registryMedia)
        var facts = ["listed": (listed.json?.elements ?? []).compactMap(\.text).sorted().joined(separator: ",")]
        let samples = [
            ("AVRO", avro("T", [("a", #""int""#)])),
            ("JSON", #"{"type":"object","properties":{"a":{"type":"integer"}}}"#),
            ("PROTOBUF", "syntax = \"proto3\"; message T { int32 a = 1; }"),
        ]
        for (type, schema) in samples {
            let answer = try await register(
                probe, try subject(probe, type.lowercased()), schema, more: ["schemaType": .text(type)])
            facts[type] = answer.isSuccess ? "taken" : "\(answer.status)"
            guard answer.isSuccess else { continue }
            // What a deserializer does: it has the id from the record's first bytes, and asks for schema and type.
            let id = try expectRegistered(answer)
            let found = try await probe.ask(registry, .get, "/schemas/ids/\(id)", media: registryMedia).json
            let told = found?["schemaType"]?.text ?? "AVRO"
            guard told == type, found?["schema"]?.text?.isEmpty == false else {
                facts[type] = "by its id \(told)"
                return .fail("The id of a schema of type \(type) gives one of type \(told), or none", facts)
            }
        }
        guard facts["AVRO"] == "taken" else { return .fail("Avro is refused", facts) }
        return facts["JSON"] == "taken" && facts["PROTOBUF"] == "taken"
            ? .pass("All three are taken", facts) : .degraded("Not all types are taken", facts)
    }
}
