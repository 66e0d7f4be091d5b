import Foundation

@testable import Compatibility

/// What a stand-in registry holds, and its answers: state in, status and body out.
struct RegistryState {
    struct Schema: Hashable {
        var type: String
        var text: String
        var references: JSONValue?
    }

    struct Version {
        var number: Int
        var id: Int
        var isDeleted = false
    }

    typealias Answer = (status: Int, body: JSONValue)

    let defect: RegistryDefect?
    private var schemas: [Int: Schema] = [:]
    private var subjects: [String: [Version]] = [:]
    private var modes: [String: String] = [:]
    private var levels: [String: String] = [:]
    private var lastID = 0
    /// Ids that a registry with that defect gives again, by subject.
    private var freed: [String: Int] = [:]

    init(defect: RegistryDefect?) {
        self.defect = defect
    }

    mutating func answer(_ asked: StandInRequest) -> Answer {
        let path = asked.path
        switch (asked.method, path.count, path.first) {
        case ("GET", 2, "schemas") where path[1] == "types": return (200, .array(types.map(JSONValue.text)))
        case ("GET", 3, "schemas"): return schema(byID: path[2])
        case ("GET", 1, "subjects"): return list(withDeleted: asked.query.contains("deleted=true"))
        case ("POST", 2, "subjects"): return lookUp(path[1], asked)
        case ("DELETE", 2, "subjects"): return delete(path[1], isPermanent: asked.query.contains("permanent=true"))
        case ("GET", 3, "subjects"): return versions(of: path[1])
        case ("POST", 3, "subjects"): return register(path[1], asked.body)
        case ("GET", 4, "subjects"): return version(path[3], of: path[1])
        case ("DELETE", 4, "subjects"):
            return deleteVersion(path[3], of: path[1], isPermanent: asked.query.contains("permanent=true"))
        case ("GET", 5, "subjects"): return users(ofVersion: path[3], of: path[1])
        case ("POST", 5, "compatibility"): return dryRun(path[2], asked.body)
        case ("PUT", 2, "config"):
            levels[path[1]] = asked.body["compatibility"]?.text
            return (200, asked.body)
        case ("PUT", 2, "mode"):
            modes[path[1]] = asked.body["mode"]?.text
            return (200, asked.body)
        case ("DELETE", 2, "mode"):
            guard let mode = modes.removeValue(forKey: path[1]) else { return refusal(404, 40401) }
            return (200, .object(["mode": .text(mode)]))
        default: return (404, .object(["error_code": .number(404), "message": .text("HTTP 404 Not Found")]))
        }
    }
}

// Reading.
extension RegistryState {
    private var types: [String] { defect == .hasNoJSONSchema ? ["AVRO", "PROTOBUF"] : ["JSON", "PROTOBUF", "AVRO"] }

    private func refusal(_ status: Int, _ code: Int) -> Answer {
        (status, .object(["error_code": .number(Double(code)), "message": .text("refused")]))
    }

    private func live(_ subject: String) -> [Version] { (subjects[subject] ?? []).filter { !$0.isDeleted } }

    private func schema(byID text: String) -> Answer {
        guard let id = Int(text), let schema = schemas[id] else { return refusal(404, 40403) }
        var fields: [String: JSONValue] = ["schema": .text(schema.text)]
        if schema.type != "AVRO", defect != .forgetsTheTypeOfASchema { fields["schemaType"] = .text(schema.type) }
        fields["references"] = schema.references
        return (200, .object(fields))
    }

    private func list(withDeleted: Bool) -> Answer {
        (200, .array(subjects.keys.filter { withDeleted || !live($0).isEmpty }.sorted().map(JSONValue.text)))
    }

    private func versions(of subject: String) -> Answer {
        let live = live(subject)
        return live.isEmpty ? refusal(404, 40401) : (200, .array(live.map { .number(Double($0.number)) }))
    }

    private func find(_ text: String, of subject: String) -> Version? {
        if text == "latest" || text == "-1" { return live(subject).last }
        return live(subject).first { "\($0.number)" == text }
    }

    private func version(_ text: String, of subject: String) -> Answer {
        if text == "-1", defect == .refusesMinusOne { return refusal(422, 42202) }
        guard let found = find(text, of: subject), let schema = schemas[found.id] else {
            return refusal(404, live(subject).isEmpty ? 40401 : 40402)
        }
        var fields: [String: JSONValue] = [
            "subject": .text(subject), "version": .number(Double(found.number)), "id": .number(Double(found.id)),
            "schema": .text(schema.text),
        ]
        if schema.type != "AVRO" { fields["schemaType"] = .text(schema.type) }
        if defect == .addsAKeyToVersions { fields["compatibility"] = .text("BACKWARD") }
        return (200, .object(fields))
    }

    private func lookUp(_ subject: String, _ asked: StandInRequest) -> Answer {
        let live = live(subject)
        guard !live.isEmpty else { return refusal(404, 40401) }
        let wanted = content(of: asked.body)
        guard defect != .missesSchemasThatAreThere, let found = live.first(where: { schemas[$0.id] == wanted }) else {
            return refusal(404, 40403)
        }
        return version("\(found.number)", of: subject)
    }

    private func users(of subject: String, _ number: Int) -> [Int] {
        subjects.values.flatMap(\.self).filter { version in
            !version.isDeleted
                && schemas[version.id]?.references?.elements?.contains {
                    $0["subject"] == .text(subject) && $0["version"]?.number == number
                } == true
        }.map(\.id)
    }

    private func users(ofVersion text: String, of subject: String) -> Answer {
        guard let found = find(text, of: subject) else { return refusal(404, 40402) }
        let users = defect == .forgetsWhoRefers ? [] : users(of: subject, found.number)
        return (200, .array(users.map { .number(Double($0)) }))
    }

    /// A schema without what does not belong to its meaning: white space, here.
    private func content(of body: JSONValue) -> Schema {
        let type = body["schemaType"]?.text ?? "AVRO"
        let text = body["schema"]?.text ?? ""
        let references = defect == .ignoresReferences ? nil : body["references"]
        guard type != "PROTOBUF" else { return Schema(type: type, text: text, references: references) }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            let plain = String(decoding: try encoder.encode(value), as: UTF8.self)
            return Schema(type: type, text: plain, references: references)
        } catch {
            return Schema(type: type, text: text, references: references)
        }
    }
}

// Writing.
extension RegistryState {
    private mutating func register(_ subject: String, _ body: JSONValue) -> Answer {
        let mode = defect == .ignoresTheMode ? nil : modes[subject]
        if mode == "READONLY" { return refusal(422, 42205) }
        if defect == .refusesExtraFields, body["metadata"] != nil { return refusal(422, 422) }
        let schema = content(of: body)
        guard types.contains(schema.type) else { return refusal(422, 42201) }
        let registered = live(subject).first { schemas[$0.id] == schema }
        if let known = registered, defect != .givesAnotherIDEachTime {
            return (200, .object(["id": .number(Double(known.id))]))
        }
        if mode == "IMPORT", let id = body["id"]?.number, let number = body["version"]?.number {
            let kept = defect == .givesImportsAnotherID ? newID(for: subject) : id
            schemas[kept] = schema
            subjects[subject, default: []].append(Version(number: number, id: kept))
            return (200, .object(["id": .number(Double(kept))]))
        }
        if defect == .takesNothingBackAfterASoftDeletion,
            subjects[subject]?.contains(where: { $0.isDeleted && schemas[$0.id] == schema }) == true
        {
            return refusal(404, 40404)
        }
        guard isCompatible(schema, with: subject) else { return refusal(409, 409) }
        let known = schemas.filter { $0.value == schema }.keys.min()
        let id = registered == nil ? known ?? newID(for: subject) : newID(for: subject)
        schemas[id] = schema
        let number = (subjects[subject]?.last?.number ?? 0) + 1
        subjects[subject, default: []].append(Version(number: number, id: id))
        return (200, .object(["id": .number(Double(id))]))
    }

    private mutating func newID(for subject: String) -> Int {
        if defect == .givesIDsAgain, let id = freed.removeValue(forKey: subject) { return id }
        lastID += 1
        return lastID
    }

    private func isCompatible(_ schema: Schema, with subject: String) -> Bool {
        let level = levels[subject] ?? "BACKWARD"
        let live = live(subject)
        let isTransitive = level.hasSuffix("_TRANSITIVE") && defect != .looksAtTheLatestVersionOnly
        return (isTransitive ? live : live.suffix(1)).allSatisfy { version in
            guard schema.type == "AVRO", let old = schemas[version.id], level != "NONE" else { return true }
            do {
                let before = try JSONDecoder().decode(JSONValue.self, from: Data(old.text.utf8))
                let after = try JSONDecoder().decode(JSONValue.self, from: Data(schema.text.utf8))
                let shrink = defect == .letsEnumSymbolsGo
                let backward = AvroRules.canRead(after, before, enumsMayShrink: shrink)
                let forward = AvroRules.canRead(before, after, enumsMayShrink: shrink)
                return level.hasPrefix("FULL") ? backward && forward : level.hasPrefix("BACK") ? backward : forward
            } catch {
                return false
            }
        }
    }

    private func dryRun(_ subject: String, _ body: JSONValue) -> Answer {
        guard !live(subject).isEmpty else { return refusal(404, 40401) }
        let verdict = defect == .saysYesToEveryDryRun || isCompatible(content(of: body), with: subject)
        return (200, .object(["is_compatible": .bool(verdict)]))
    }

    private mutating func delete(_ subject: String, isPermanent: Bool) -> Answer {
        guard let all = subjects[subject] else { return refusal(404, 40401) }
        let numbers = JSONValue.array(all.map { .number(Double($0.number)) })
        if all.contains(where: { !$0.isDeleted && !users(of: subject, $0.number).isEmpty }) {
            return refusal(422, 42206)
        }
        if isPermanent {
            guard all.allSatisfy(\.isDeleted) || defect == .removesWithoutASoftDeletion else {
                return refusal(404, 40405)
            }
            subjects[subject] = nil
            freed[subject] = all.first?.id
            return (200, numbers)
        }
        guard all.contains(where: { !$0.isDeleted }) else { return refusal(404, 40404) }
        subjects[subject] = all.map { Version(number: $0.number, id: $0.id, isDeleted: true) }
        return (200, numbers)
    }

    private mutating func deleteVersion(_ text: String, of subject: String, isPermanent: Bool) -> Answer {
        guard let index = subjects[subject]?.firstIndex(where: { "\($0.number)" == text }),
            let found = subjects[subject]?[index]
        else { return refusal(404, 40402) }
        if !users(of: subject, found.number).isEmpty { return refusal(422, 42206) }
        if isPermanent {
            guard found.isDeleted else { return refusal(404, 40407) }
            subjects[subject]?.remove(at: index)
        } else {
            subjects[subject]?[index].isDeleted = true
        }
        return (200, .number(Double(found.number)))
    }
}
