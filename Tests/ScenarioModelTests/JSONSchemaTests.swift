import Foundation
import ScenarioModel
import Testing
import Yams

/// Just enough of JSON Schema (Draft 2020-12) to hold a document against the schemas that are made here; a keyword
/// that it does not know is an error, so that nothing goes by unchecked.
struct SchemaChecker {
    /// Paths of what does not fit, empty for a valid document.
    static func faults(_ value: Any, _ schema: Any, at path: String = "") -> [String] {
        if let flag = schema as? Bool { return flag ? [] : ["\(path): nothing may be here"] }
        guard let schema = schema as? [String: Any] else { return ["\(path): the schema is no object"] }
        return schema.flatMap { keyword, rule in fault(value, keyword, rule, schema, path) }.sorted()
    }

    private static func fault(
        _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], _ path: String
    ) -> [String] {
        let object = value as? [String: Any]
        switch keyword {
        case "$schema", "$id", "title", "description", "default": return []
        case "type":
            let types = rule as? [String] ?? [rule as? String ?? ""]
            return types.contains(where: { isOf($0, value) }) ? [] : ["\(path): not of type \(types)"]
        case "enum":
            let choices = rule as? [String] ?? []
            return choices.contains(value as? String ?? "") ? [] : ["\(path): none of \(choices)"]
        case "pattern":
            guard let text = value as? String, let pattern = rule as? String else { return [] }
            return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(path): not like \(pattern)"]
        case "minimum": return number(value).map { $0 >= number(rule) ?? 0 } ?? true ? [] : ["\(path): too small"]
        case "maximum": return number(value).map { $0 <= number(rule) ?? 0 } ?? true ? [] : ["\(path): too large"]
        case "required":
            return (rule as? [String] ?? []).filter { object?[$0] == nil }.map { "\(path): \($0) is missing" }
        case "properties":
            let properties = rule as? [String: Any] ?? [:]
            return (object ?? [:]).flatMap { key, member in
                properties[key].map { faults(member, $0, at: "\(path)/\(key)") } ?? []
            }
        case "additionalProperties":
            let known = schema["properties"] as? [String: Any] ?? [:]
            return (object ?? [:]).filter { known[$0.key] == nil }.flatMap {
                faults($0.value, rule, at: "\(path)/\($0.key)")
            }
        case "propertyNames": return (object ?? [:]).keys.flatMap { faults($0, rule, at: "\(path)/\($0)") }
        case "items":
            return (value as? [Any] ?? []).enumerated().flatMap { faults($1, rule, at: "\(path)/\($0)") }
        case "anyOf", "oneOf":
            let results = (rule as? [Any] ?? []).map { faults(value, $0, at: path) }
            let fitting = results.filter(\.isEmpty).count
            return (keyword == "anyOf" ? fitting >= 1 : fitting == 1) ? [] : ["\(path): \(fitting) of \(keyword) fit"]
        default: return ["\(path): unknown keyword \(keyword)"]
        }
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int
        case "number": !(value is Bool) && number(value) != nil
        default: false
        }
    }

    private static func number(_ value: Any) -> Double? {
        (value as? Double) ?? (value as? Int).map(Double.init)
    }
}

/// A JSON or YAML text as plain values: JSON is YAML, and so both sides are seen alike.
func plain(_ text: String) throws -> Any {
    try #require(try Yams.load(yaml: text))
}

/// A scenario with one of each thing that is named.
private let roomyScenario =
    smallScenario + "\n"
        + """
        links: { sky: {} }
        firmware: { v2: {} }
        readers: { board: { topics: [events] } }
        """

private let otherSmoke = smallScenario + "\nsmoke: { real_cluster: it needs disks }"

private let fullTargets = """
    targets:
      cloud:
        bootstrap: a:9094
        architecture: shared-storage
        properties: { sasl.password: "${env:PASSWORD}", socket.timeout.ms: 5000 }
        schema_registry: { url: "https://registry:8081", user: fleet, password: "${env:REGISTRY}" }
        login: { bootstrap.servers: "b:2", sasl.username: admin }
        connect: { url: "https://connect:8083", user: fleet, password: "${env:CONNECT}" }
    """

/// A place in a table: `fleet.*.payload.size`, with its shape.
private struct Room {
    var path: [String]
    var shape: Shape
}

private func rooms(_ shape: Shape, at path: [String] = []) -> [Room] {
    [Room(path: path, shape: shape)]
        + shape.fields.flatMap { field in rooms(field.kind, at: path + [field.key]) }
}

private func rooms(_ kind: Kind, at path: [String]) -> [Room] {
    switch kind {
    case .object(let shape), .either(_, let shape): rooms(shape, at: path)
    case .named(_, let shape, _): rooms(shape, at: path + ["*"])
    case .list(let element): rooms(element, at: path + ["*"])
    default: []
    }
}

/// Every key below a value, with names and indices as `*` wherever the table has free names or lists.
private func keys(of value: Any, _ kind: Kind, at path: [String]) -> Set<String> {
    let object = value as? [String: Any] ?? [:]
    switch kind {
    case .object(let shape), .either(_, let shape):
        return object.reduce(into: []) { found, member in
            let here = path + [member.key]
            found.insert(here.joined(separator: "."))
            if let field = shape.field(member.key) { found.formUnion(keys(of: member.value, field.kind, at: here)) }
        }
    case .named(_, let shape, _):
        return object.values.reduce(into: []) { $0.formUnion(keys(of: $1, .object(shape), at: path + ["*"])) }
    case .list(let element):
        return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys(of: $1, element, at: path + ["*"])) }
    default: return []
    }
}

@Suite struct Schemas {
    @Test func areValidJSON() throws {
        for text in [JSONSchema.scenario, JSONSchema.targets] {
            _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        }
    }

    @Test(arguments: BundledScenarios.names)
    func takeEveryBundledScenario(name: String) throws {
        let document = try plain(Repository.text("Scenarios/\(name).yaml"))
        #expect(SchemaChecker.faults(document, try plain(JSONSchema.scenario)) == [])
    }

    @Test func takeFullFiles() throws {
        #expect(SchemaChecker.faults(try plain(fullScenario), try plain(JSONSchema.scenario)) == [])
        #expect(SchemaChecker.faults(try plain(fullTargets), try plain(JSONSchema.targets)) == [])
    }

    /// What the decoder takes (the full scenario, by its own test) is all that the table has, and the other way round.
    @Test func fullScenarioHasEveryKeyOfTheTable() throws {
        let inTable = Set(
            rooms(ScenarioTable.scenario).flatMap { room in
                room.shape.fields.map { (room.path + [$0.key]).joined(separator: ".") }
            })
        let shown = try [plain(fullScenario), plain(otherSmoke)].map {
            keys(of: $0, .object(ScenarioTable.scenario), at: [])
        }
        #expect(shown.reduce(into: Set()) { $0.formUnion($1) } == inTable)
        #expect(problems(otherSmoke) == [])
    }

    @Test func fullTargetsFileHasEveryKeyOfTheTable() throws {
        let inTable = Set(
            rooms(TargetsTable.file).flatMap { room in
                room.shape.fields.map { (room.path + [$0.key]).joined(separator: ".") }
            })
        #expect(keys(of: try plain(fullTargets), .object(TargetsTable.file), at: []) == inTable)
        #expect(try TargetsFile.decode(text: fullTargets, file: "t.yaml").names == ["cloud"])
    }

    /// What one refuses of single values, the other refuses too.
    @Test(arguments: [
        "seed=-1", "seed=x", "seed=[1]", "topics.events.partitions=0", "topics.events.partitions=1.5",
        "topics.events.config={ a: [1] }", "topics={ 'a b': { partitions: 1 } }", "topics={ ..: { partitions: 1 } }",
        "fleet.trucks.rate=0/s", "fleet.trucks.rate=5", "fleet.trucks.rate=-5/s", "fleet.trucks.rate=1e3/s",
        "fleet.trucks.every=5s", "fleet.trucks.devices=0", "fleet.trucks.jitter=0.2", "fleet.trucks.key=devise",
        "fleet.trucks.payload.entropy=2", "fleet.trucks.payload.size=256", "fleet.trucks.payload.size={ min: 64B }",
        "fleet.trucks.payload.size={ min: 64B, max: 1kB, p99: 1kB }", "phases.steady.for=0s", "phases.steady.for=10",
        "phases.steady.load=1", "phases.steady.load={}", "phases.steady.kind=hot", "phases=x", "colour={ a: 1 }",
        "links.sky.bandwidth=5", "links.sky.bandwidth=0Mbit/s", "links.sky.bandwidth=5Mb/s", "links.sky.kind=sattelite",
        "links.sky.delay=600", "links.sky.drops=all", "links.sky.drops.every=0s", "links.sky.drops.peak_phases=steady",
        "links.sky.reconnect.factor=0.5", "links.sky.fallback={}", "links={ a/b: {} }", "outages={}",
        "outages=[{ name: x }]", "firmware.v2.fields.axles=int", "firmware.v2.fields={ 9a: long }",
        "firmware.v2.format=protobuf", "firmware.v2.size=12", "fleet.trucks.key=tenant+tenant",
        "fleet.trucks.key=region+devise", "fleet.trucks.key=none+device", "fleet.trucks.segments=0",
        "fleet.trucks.pattern={ day: 1m }", "fleet.trucks.pattern={ day: 1m, hours: {}, shifts: {} }",
        "fleet.trucks.buffer.events=0", "fleet.trucks.buffer.overflow=drop", "fleet.trucks.connection=own",
        "fleet.trucks.connection={ own: 0 }", "fleet.trucks.mess.late=0.1", "fleet.trucks.mess.late_by=0s",
        "fleet.trucks.rollouts={ to: v2 }", "phases.steady.load={ bell: { peak: 200% } }",
        "readers.board.upserts=1", "readers.board.upserts='true'", "readers.board.dead_letters=a b",
        "readers.board.scale_out={ members: 2 }", "service_level={ within: 1s }", "smoke={}",
        "smoke={ scale: 1, real_cluster: no }", "smoke={ scale: 0 }",
        "expects=purple", "limits={ ready: 0s }", "scale=0", "name=a/b",
    ])
    func refuseWhatTheDecoderRefuses(override: String) throws {
        #expect(!problems(roomyScenario, overrides: [override]).isEmpty)
        let parts = override.split(separator: "=", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: ".").map(String.init)
        let document = replacing(path[...], in: try plain(roomyScenario), with: try plain(parts[1]))
        #expect(!SchemaChecker.faults(document, try plain(JSONSchema.scenario)).isEmpty)
    }

    @Test(arguments: [
        "links.sky.bandwidth=64 kbit/s", "links.sky.drops=none", "links.sky.loss=0%",
        "firmware.v2.fields={ axles: long?, _x9: string }", "fleet.trucks.key=segment+region+tenant",
        "fleet.trucks.key=none", "fleet.trucks.connection=gateway", "fleet.trucks.connection={ own: 3 }",
        "fleet.trucks.pattern={ day: 1m, shifts: { on: 50%, off: 50% } }", "readers.board.upserts=true",
        "service_level={ within: 1s, share: 99% }", "smoke={ scale: 0.1, set: { phases.steady.for: 5s } }",
        "seed=0", "title=5", "fleet.trucks.rate=1.5 / min", "fleet.trucks.jitter=12.5%", "phases.steady.for=1.5h",
        "phases.steady.load=0%", "fleet.trucks.payload.size={ median: 64B, p99: 1MiB }", "limits={ ready: 1 ms }",
        "criteria={ loss: { green: 3 } }", "topics.events.config={ a: true, b: 1, c: x }", "scale=0.5",
    ])
    func takeWhatTheDecoderTakes(override: String) throws {
        #expect(problems(roomyScenario, overrides: [override]) == [])
        let parts = override.split(separator: "=", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: ".").map(String.init)
        let document = replacing(path[...], in: try plain(roomyScenario), with: try plain(parts[1]))
        #expect(SchemaChecker.faults(document, try plain(JSONSchema.scenario)) == [])
    }

    private func replacing(_ path: ArraySlice<String>, in value: Any, with new: Any) -> Any {
        guard let word = path.first else { return new }
        if let list = value as? [Any] {
            return list.map { element in
                (element as? [String: Any])?["name"] as? String == word
                    ? replacing(path.dropFirst(), in: element, with: new) : element
            }
        }
        var object = value as? [String: Any] ?? [:]
        object[word] = replacing(path.dropFirst(), in: object[word] ?? [:] as [String: Any], with: new)
        return object
    }
}
