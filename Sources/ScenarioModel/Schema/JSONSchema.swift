/// The JSON Schemas (Draft 2020-12) of the files a user writes, made from the tables that the decoder reads by.
///
/// A schema says what holds for each value alone; what holds between values (a phase that is named and must exist)
/// only the decoder checks.
package enum JSONSchema {
    package static var scenario: String {
        document("scenario", "A Seatrial scenario", ScenarioTable.scenario)
    }

    package static var targets: String {
        document("targets", "The targets of Seatrial", TargetsTable.file)
    }

    package static var estate: String {
        document("estate", "What an estate relies on", EstateTable.file)
    }

    private static func document(_ kind: String, _ title: String, _ shape: Shape) -> String {
        guard case .object(let members) = object(shape) else { preconditionFailure("a shape is an object") }
        let head: [(String, JSONValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .string("urn:seatrial:schema:\(kind)")),
            ("title", .string(title)),
        ]
        return JSONValue.object(head + members).text() + "\n"
    }

    private static func object(_ shape: Shape) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string("object")),
            ("additionalProperties", .bool(false)),
        ]
        let required = shape.fields.filter(\.isRequired).map { JSONValue.string($0.key) }
        if !required.isEmpty { members.append(("required", .array(required))) }
        members.append(("properties", .object(shape.fields.map { ($0.key, property($0)) })))
        if !shape.alternatives.isEmpty {
            members.append(("oneOf", .array(shape.alternatives.map { alternative($0, of: shape) })))
        }
        return .object(members)
    }

    /// One set of keys is there in full, and none of the other sets.
    private static func alternative(_ keys: [String], of shape: Shape) -> JSONValue {
        let others = shape.alternatives.joined().filter { !keys.contains($0) }
        return .object([
            ("required", .array(keys.map { .string($0) })),
            ("properties", .object(others.map { ($0, .bool(false)) })),
        ])
    }

    private static func property(_ field: Field) -> JSONValue {
        guard case .object(var members) = value(field.kind) else { preconditionFailure("a kind is an object") }
        members.insert(("description", .string(field.summary)), at: 0)
        if let text = field.defaultText { members.append(("default", defaultValue(text, field.kind))) }
        return .object(members)
    }

    private static func value(_ kind: Kind) -> JSONValue {
        switch kind {
        case .text: return .object([("type", .array(singleTypes))])
        case .identifier, .topicName, .keyStrategy, .fieldName, .feature:
            return .object([("type", .array(singleTypes)), ("pattern", .string(pattern(kind)))])
        case .integer(let range):
            var members: [(String, JSONValue)] = [
                ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
            ]
            if range.upperBound < .max { members.append(("maximum", .integer(range.upperBound))) }
            return .object(members)
        case .number(let range):
            return .object([
                ("type", .string("number")), ("minimum", .number(range.lowerBound)),
                ("maximum", .number(range.upperBound)),
            ])
        case .duration, .rate, .bandwidth, .size, .percent:
            return .object([("type", .string("string")), ("pattern", .string(pattern(kind)))])
        case .choice(let choices): return .object([("enum", .array(choices.map { .string($0) }))])
        case .flag: return .object([("type", .string("boolean"))])
        case .bound: return .object([("type", .array([.string("string"), .string("number")]))])
        case .properties:
            return .object([
                ("type", .string("object")), ("additionalProperties", .object([("type", .array(singleTypes))])),
            ])
        case .table(let name, let element):
            return .object([
                ("type", .string("object")),
                ("propertyNames", .object([("pattern", .string(pattern(name)))])),
                ("additionalProperties", value(element)),
            ])
        case .list(let element): return .object([("type", .string("array")), ("items", value(element))])
        case .object(let shape): return object(shape)
        case .named(let name, let shape, _):
            var members: [(String, JSONValue)] = [("type", .string("object"))]
            let namePattern = pattern(name)
            if !namePattern.isEmpty { members.append(("propertyNames", .object([("pattern", .string(namePattern))]))) }
            members.append(("additionalProperties", object(shape)))
            return .object(members)
        case .either(let single, let shape): return .object([("anyOf", .array([value(single), object(shape)]))])
        }
    }

    /// A single value that the decoder takes as text, however YAML sees it.
    private static let singleTypes: [JSONValue] = [.string("string"), .string("number"), .string("boolean")]

    private static func pattern(_ kind: Kind) -> String {
        let number = "[0-9]+(\\.[0-9]+)?"
        let aboveZero = "(?=[^1-9]*[1-9])"
        func units(_ table: [(name: String, size: Double)]) -> String {
            "(" + table.map(\.name).joined(separator: "|") + ")"
        }
        return switch kind {
        case .identifier: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
        case .topicName: "^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}$"
        case .duration(.aboveZero): "^\(aboveZero)\(number) *\(units(HumanUnit.times))$"
        case .duration(.zeroAllowed): "^\(number) *\(units(HumanUnit.times))$"
        case .rate: "^\(aboveZero)\(number) */ *\(units(HumanUnit.periods))$"
        case .bandwidth: "^\(aboveZero)\(number) *\(units(HumanUnit.bandwidths))$"
        case .keyStrategy: keyPattern
        case .fieldName: "^[A-Za-z_][A-Za-z0-9_]{0,99}$"
        case .feature: "^(\(EstateTable.features.joined(separator: "|"))|[A-Za-z0-9-]*[.*][A-Za-z0-9.*-]*)$"
        case .size: "^\(number) *\(units(HumanUnit.sizes))$"
        case .percent: "^\(number) *%$"
        default: ""
        }
    }

    /// Parts joined by `+`, none of them twice.
    private static var keyPattern: String {
        let part = "(\(KeyStrategy.Part.allCases.map(\.rawValue).joined(separator: "|")))"
        return "^(\(KeyStrategy.none.name)|(?!.*\(part).*\\2)\(part)(\\+\(part))*)$"
    }

    private static func defaultValue(_ text: String, _ kind: Kind) -> JSONValue {
        switch kind {
        case .integer, .number:
            HumanUnit.number(text).map { .number($0) } ?? .string(text)
        case .flag: .bool(text == "true")
        case .properties, .table, .object, .named: .object([])
        case .list: .array([])
        case .text: .string(text == "\"\"" ? "" : text)
        default: .string(text)
        }
    }
}
